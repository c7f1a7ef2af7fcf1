import {
  CalendarCheck,
  Contact,
  FileDown,
  FileUp,
  Gauge,
  type LucideIcon,
  Merge,
  ScrollText,
  SearchCheck,
  Settings,
  Sun,
  Users,
  Waves,
} from "lucide-react";
import type { Role } from "@/db/enums";

export type NavKey =
  | "today"
  | "pool"
  | "mine"
  | "followUps"
  | "dashboard"
  | "members"
  | "ledger"
  | "imports"
  | "exports"
  | "duplicates"
  | "quality"
  | "settings";

export type NavItem = {
  key: NavKey;
  href: string;
  icon: LucideIcon;
  /** The letter after g. */
  letter: string;
  roles: readonly Role[];
  group: "work" | "manage" | "admin";
  /** Pinyin and initials, for the palette. */
  keywords: string[];
};

const ALL: readonly Role[] = ["rep", "manager", "admin"];
const LEADS: readonly Role[] = ["manager", "admin"];

const ITEMS: readonly NavItem[] = [
  {
    key: "today",
    href: "/today",
    icon: Sun,
    letter: "t",
    roles: ALL,
    group: "work",
    keywords: ["jinri", "jr"],
  },
  {
    key: "pool",
    href: "/pool",
    icon: Waves,
    letter: "p",
    roles: ALL,
    group: "work",
    keywords: ["gonghai", "gh"],
  },
  {
    key: "mine",
    href: "/mine",
    icon: Contact,
    letter: "m",
    roles: ALL,
    group: "work",
    keywords: ["wodekehu", "wdkh", "sihai"],
  },
  {
    key: "followUps",
    href: "/follow-ups",
    icon: CalendarCheck,
    letter: "f",
    roles: ALL,
    group: "work",
    keywords: ["genjin", "tixing", "gj", "tx"],
  },
  {
    key: "dashboard",
    href: "/dashboard",
    icon: Gauge,
    letter: "d",
    roles: LEADS,
    group: "manage",
    keywords: ["kanban", "kb", "shuju"],
  },
  {
    key: "members",
    href: "/members",
    icon: Users,
    letter: "u",
    roles: LEADS,
    group: "manage",
    keywords: ["tuandui", "jiaojie", "td", "jj"],
  },
  {
    key: "ledger",
    href: "/ledger",
    icon: ScrollText,
    letter: "l",
    roles: LEADS,
    group: "manage",
    keywords: ["liuzhuan", "jilu", "lz"],
  },
  {
    key: "imports",
    href: "/imports",
    icon: FileUp,
    letter: "i",
    roles: LEADS,
    group: "manage",
    keywords: ["daoru", "huiru", "dr"],
  },
  {
    key: "duplicates",
    href: "/duplicates",
    icon: Merge,
    letter: "c",
    roles: LEADS,
    group: "manage",
    keywords: ["chachong", "hebing", "cc", "hb"],
  },
  {
    key: "quality",
    href: "/quality",
    icon: SearchCheck,
    letter: "q",
    roles: LEADS,
    group: "manage",
    keywords: ["shujuzhiliang", "sjzl", "zhiliang"],
  },
  {
    key: "exports",
    href: "/exports",
    icon: FileDown,
    letter: "x",
    roles: LEADS,
    group: "manage",
    keywords: ["daochu", "huichu", "dc"],
  },
  {
    key: "settings",
    href: "/settings",
    icon: Settings,
    letter: "s",
    roles: ["admin"],
    group: "admin",
    keywords: ["shezhi", "guize", "sz", "gz"],
  },
];

/** The places a role may go, in the order of the rail. */
export function navFor(role: Role): readonly NavItem[] {
  return ITEMS.filter((item) => item.roles.includes(role));
}

/** The places that have a tab on the phone; the others are reached from Me. */
export function tabsFor(role: Role): readonly NavKey[] {
  return role === "rep" ? ["today", "pool", "mine"] : ["today", "pool", "dashboard"];
}

/** Whether a path lies at or under a place. */
export function isAt(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
