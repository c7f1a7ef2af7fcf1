import { randomInt } from "node:crypto";
import { hashPassword } from "@/lib/auth/passwords";
import { refusePassword } from "@/lib/auth/rules";
import { DomainError } from "@/lib/errors";

/** The hash of a password that somebody is given; WEAK_PASSWORD when he could not choose it himself. */
export async function hashNewPassword(password: string, email: string): Promise<string> {
  const weak = refusePassword(password, email);
  if (weak) throw new DomainError(weak.code, weak.params);
  return hashPassword(password);
}

/** Without the letters and digits that are taken for each other when they are read out. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

/** A password to hand over by word of mouth: four groups of four, 79 bits. */
export const temporaryPassword = (): string =>
  Array.from({ length: 4 }, () =>
    Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(""),
  ).join("-");
