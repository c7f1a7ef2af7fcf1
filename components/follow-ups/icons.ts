import {
  CalendarClock,
  CircleOff,
  FileText,
  type LucideIcon,
  Mail,
  MapPin,
  MessageCircle,
  MessageSquareText,
  Phone,
  PhoneMissed,
  PhoneOff,
  ThumbsDown,
  ThumbsUp,
  Users,
} from "lucide-react";
import type { Channel, Outcome } from "@/db/enums";

/** How it was done. */
export const CHANNEL_ICONS: Record<Channel, LucideIcon> = {
  call: Phone,
  visit: MapPin,
  wechat: MessageCircle,
  email: Mail,
  meeting: Users,
  other: MessageSquareText,
};

/** What came of it. */
export const OUTCOME_ICONS: Record<Outcome, LucideIcon> = {
  connected: Phone,
  no_answer: PhoneMissed,
  wrong_number: PhoneOff,
  refused: ThumbsDown,
  interested: ThumbsUp,
  quoted: FileText,
  scheduled: CalendarClock,
};

/** The icon of a follow-up: a call that wasn't answered looks so. */
export function followUpIcon(channel: Channel, outcome: Outcome): LucideIcon {
  if (outcome === "no_answer" || outcome === "wrong_number") {
    return channel === "call" ? OUTCOME_ICONS[outcome] : CircleOff;
  }
  return CHANNEL_ICONS[channel];
}
