import { useTranslations } from "next-intl";

const WIDTH = 720;
const HEIGHT = 900;
// How far the control points of a cubic stand out so that it follows half a cosine.
const HANDLE = 0.3642;
const WAVES = Array.from({ length: 15 }, (_, depth) => ({
  level: 470 + 8.6 * depth + 1.5 * depth * depth,
  height: 6.9 - 0.335 * depth,
  half: 130 + 10 * depth,
  start: depth === 0 ? -65 : -((depth * 97) % (2 * (130 + 10 * depth))) - 20,
}));

type Wave = (typeof WAVES)[number];

/** A wave from edge to edge, crest to trough to crest. */
function wavePath({ level, height, half, start }: Wave): string {
  const at = (i: number) => level + (i % 2 === 0 ? -height : height);
  const round = (n: number) => Math.round(n * 10) / 10;
  const parts = [`M${round(start)} ${round(at(0))}`];
  for (let i = 1, x = start + half; ; i++, x += half) {
    const [from, to] = [round(at(i - 1)), round(at(i))];
    parts.push(
      `C${round(x - half + half * HANDLE)} ${from} ${round(x - half * HANDLE)} ${to} ${round(x)} ${to}`,
    );
    if (x > WIDTH) return parts.join("");
  }
}

const surfaceAt = (x: number) => 470 + 6.9 * Math.sin((Math.PI * x) / 130);

type Held = { x: number; y: number; tone: "calm" | "soon" | "urgent" | "kept" };
const HELD: Held[] = [
  { x: 110, y: 330, tone: "calm" },
  { x: 190, y: 250, tone: "calm" },
  { x: 262, y: 392, tone: "soon" },
  { x: 330, y: 300, tone: "calm" },
  { x: 408, y: 210, tone: "calm" },
  { x: 470, y: 352, tone: "kept" },
  { x: 548, y: 272, tone: "calm" },
  { x: 618, y: 408, tone: "urgent" },
];
const DOT = { calm: "fill-primary", soon: "fill-warning", urgent: "fill-danger", kept: "" } as const;
const STEM = {
  calm: "stroke-border",
  soon: "stroke-warning",
  urgent: "stroke-danger",
  kept: "stroke-border",
} as const;

const POOLED = [
  [80, 560],
  [150, 520],
  [214, 610],
  [300, 545],
  [352, 640],
  [420, 575],
  [498, 620],
  [560, 540],
  [640, 590],
  [120, 690],
  [256, 730],
  [400, 720],
  [540, 705],
  [660, 690],
  [180, 800],
  [330, 830],
  [480, 810],
  [610, 800],
] as const;

/** The product in one picture: who holds a customer stands above the sea, the rest float in it. */
export function SeaArt() {
  const t = useTranslations("auth");
  return (
    <section
      aria-hidden
      className="relative hidden overflow-hidden border-sidebar-border border-s bg-sidebar lg:block"
    >
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="xMidYMid slice"
        fill="none"
        className="absolute inset-0 size-full"
      >
        <title>{t("tagline")}</title>
        {WAVES.map((wave, depth) => (
          <path
            key={wave.level}
            d={wavePath(wave)}
            className={depth === 0 ? "stroke-primary" : "stroke-primary-line"}
            strokeOpacity={depth === 0 ? 1 : Math.max(0.28, 1 - 0.055 * depth)}
            strokeWidth={depth === 0 ? 1.75 : 1}
          />
        ))}
        {HELD.map(({ x, y, tone }) => (
          <g key={x}>
            <line
              x1={x}
              x2={x}
              y1={y + 6}
              y2={Math.round(surfaceAt(x))}
              className={STEM[tone]}
              strokeDasharray={tone === "kept" ? "2 4" : undefined}
            />
            <circle
              cx={x}
              cy={y}
              r={5}
              className={tone === "kept" ? "fill-sidebar stroke-primary" : DOT[tone]}
              strokeWidth={tone === "kept" ? 1.75 : undefined}
            />
          </g>
        ))}
        {POOLED.map(([x, y]) => (
          <circle key={x} cx={x} cy={y} r={4} className="fill-sidebar stroke-chart-3" strokeWidth={1.5} />
        ))}
        <g className="fill-muted-foreground stroke-sidebar text-12 [paint-order:stroke]" strokeWidth={6}>
          <text x={422} y={214}>
            {t("art.owned")}
          </text>
          <text x={604} y={412} textAnchor="end">
            {t("art.urgent")}
          </text>
          <text x={484} y={356}>
            {t("art.protected")}
          </text>
          <text x={512} y={624}>
            {t("art.pooled")}
          </text>
        </g>
      </svg>
      <p className="absolute top-18 inset-s-12 max-w-[60ch] pe-12 text-14">
        <b className="mb-1 block font-semibold text-20">{t("tagline")}</b>
        <span className="text-muted-foreground">{t("taglineMore")}</span>
      </p>
    </section>
  );
}
