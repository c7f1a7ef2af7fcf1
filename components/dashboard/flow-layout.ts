import type { StatFate, StatSource } from "@/db/enums";
import type { FlowCell } from "@/lib/stats/types";

/** The stations of the flow, in their columns from left to right and from top to bottom. */
export const STATIONS = {
  reclaimed: { column: 0, tone: "amber" },
  released: { column: 0, tone: "mauve" },
  departed: { column: 0, tone: "slate" },
  imported: { column: 0, tone: "sky" },
  created: { column: 0, tone: "sky" },
  other: { column: 0, tone: "slate" },
  pool: { column: 1, tone: "ink" },
  taken: { column: 2, tone: "sea" },
  waiting: { column: 2, tone: "slate" },
  gone: { column: 2, tone: "slate" },
  followed: { column: 3, tone: "sea" },
  unfollowed: { column: 3, tone: "amber" },
  won: { column: 4, tone: "sea" },
  held: { column: 4, tone: "sea" },
  backReleased: { column: 4, tone: "mauve" },
  backReclaimed: { column: 4, tone: "amber" },
  backOther: { column: 4, tone: "slate" },
} as const;
export type Station = keyof typeof STATIONS;
export type Tone = (typeof STATIONS)[Station]["tone"];

const SOURCES: Record<StatSource, Station> = {
  ...{ reclaimed: "reclaimed", released: "released", departed: "departed" },
  ...{ imported: "imported", created: "created", restored: "other", moved_in: "other" },
};
const OUTCOMES: Partial<Record<StatFate, Station>> = {
  ...{ won: "won", held: "held", released: "backReleased", reclaimed: "backReclaimed" },
  ...{ departed: "backOther", discarded: "backOther" },
};

/** Which of the cells go through a station: the conditions of the list behind it. */
export const BEHIND_STATION: Partial<
  Record<Station, { sources?: StatSource[]; fates?: StatFate[]; followed?: boolean }>
> = {
  ...{
    reclaimed: { sources: ["reclaimed"] },
    released: { sources: ["released"] },
    departed: { sources: ["departed"] },
  },
  ...{ imported: { sources: ["imported"] }, created: { sources: ["created"] } },
  other: { sources: ["restored", "moved_in"] },
  pool: {},
  taken: { fates: ["won", "held", "released", "reclaimed", "departed", "discarded"] },
  ...{ waiting: { fates: ["waiting"] }, gone: { fates: ["gone"] } },
  followed: { followed: true },
  unfollowed: { fates: ["won", "held", "released", "reclaimed", "departed", "discarded"], followed: false },
  ...{ won: { fates: ["won"] }, held: { fates: ["held"] }, backReleased: { fates: ["released"] } },
  ...{ backReclaimed: { fates: ["reclaimed"] }, backOther: { fates: ["departed", "discarded"] } },
};

function pathOf({ source, fate, followed }: FlowCell): Station[] {
  const start: Station[] = [SOURCES[source], "pool"];
  if (fate === "waiting" || fate === "gone") return [...start, fate];
  const outcome = OUTCOMES[fate];
  return [...start, "taken", followed ? "followed" : "unfollowed", ...(outcome ? [outcome] : [])];
}

export type Band = { from: Station; to: Station; count: number };
export type Flow = { count: Record<Station, number>; bands: Band[] };

const ORDER = Object.keys(STATIONS) as Station[];

/** How many went through each station, and from which to which. */
export function flowOf(cells: readonly FlowCell[]): Flow {
  const count = Object.fromEntries(ORDER.map((station) => [station, 0])) as Record<Station, number>;
  const bands = new Map<string, Band>();
  for (const cell of cells) {
    const path = pathOf(cell);
    for (const [index, station] of path.entries()) {
      count[station] += cell.count;
      const before = path[index - 1];
      if (!before) continue;
      const band = bands.get(`${before} ${station}`) ?? { from: before, to: station, count: 0 };
      bands.set(`${before} ${station}`, { ...band, count: band.count + cell.count });
    }
  }
  const rank = (band: Band) => ORDER.indexOf(band.from) * ORDER.length + ORDER.indexOf(band.to);
  return { count, bands: [...bands.values()].sort((a, b) => rank(a) - rank(b)) };
}

/** Where a station lies, and the middle of its name, which never lies on a band that it does not tell of. */
export type Box = { station: Station; top: number; height: number; nameAt: number };
export type Ribbon = Band & { fromTop: number; toTop: number; thick: number };

/** Room between two stations of a column, enough for their names not to touch. */
const GAP = 16;
const THINNEST = 1.5;
/** A line of a name; above and below the drawing there is half of one. */
export const LINE = 18;

/** On a band as thick as a line a name lies in its middle; a thinner one would strike it out, so it stands outside. */
function nameAt(box: { top: number; height: number }, leads: boolean, first: boolean): number {
  if (!leads || box.height >= LINE) return box.top + box.height / 2;
  return first ? box.top - LINE / 2 : box.top + box.height + LINE / 2;
}

/** Where every station and band lies in a drawing of this height; all columns share one scale. */
export function layOut(flow: Flow, height: number): { boxes: Box[]; ribbons: Ribbon[] } {
  const columns = [0, 1, 2, 3, 4].map((column) =>
    ORDER.filter((station) => STATIONS[station].column === column && flow.count[station] > 0),
  );
  const total = Math.max(1, flow.count.pool);
  const gaps = Math.max(...columns.map((stations) => stations.length - 1), 0) * GAP;
  const scale = Math.max(0, height - LINE - gaps) / total;
  const leading = new Set(flow.bands.flatMap(({ from, to }) => (to === "pool" ? [] : [from])));
  const thickness = (count: number) => Math.max(THINNEST, count * scale);
  const bandsOf = (station: Station, end: "from" | "to") =>
    flow.bands.reduce((sum, band) => sum + (band[end] === station ? thickness(band.count) : 0), 0);
  const boxes: Box[] = [];
  for (const stations of columns) {
    const heights = stations.map((station) => Math.max(bandsOf(station, "from"), bandsOf(station, "to")));
    const used = heights.reduce((sum, one) => sum + one, 0) + GAP * Math.max(0, stations.length - 1);
    // What becomes of those who were taken lies beside them, as far as there is room.
    const taken = boxes.find(({ station }) => station === "taken");
    const middle = taken ? taken.top + taken.height / 2 : height / 2;
    let top = Math.max(LINE / 2, Math.min(middle - used / 2, height - LINE / 2 - used));
    for (const [index, station] of stations.entries()) {
      const box = { top, height: heights[index] ?? 0 };
      top += box.height + GAP;
      boxes.push({ station, ...box, nameAt: nameAt(box, leading.has(station), index === 0) });
    }
  }
  const leaves = new Map(boxes.map((box) => [box.station, box.top]));
  const enters = new Map(leaves);
  const take = (tops: Map<Station, number>, station: Station, thick: number) => {
    const top = tops.get(station) ?? 0;
    tops.set(station, top + thick);
    return top;
  };
  const ribbons = flow.bands.map((band) => {
    const thick = thickness(band.count);
    return { ...band, thick, fromTop: take(leaves, band.from, thick), toTop: take(enters, band.to, thick) };
  });
  return { boxes, ribbons };
}
