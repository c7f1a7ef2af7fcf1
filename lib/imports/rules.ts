import { type CountryCode, isValidPhoneNumber, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { unitOfHeader } from "@/lib/custom-fields/amount-text";
import { isFieldKey } from "@/lib/custom-fields/field-key";
import type { FieldFacts } from "@/lib/custom-fields/types";
import { normalisePhone } from "@/lib/customers/normalise";
import { cleanLine } from "./clean-text";
import {
  foldHeader,
  IMPORT_FIELDS,
  type ImportField,
  type ImportTarget,
  JOINED_FIELDS,
  meaningOf,
  type RegionReach,
} from "./header-words";
import { type ColumnShape, shapeOf } from "./value-shapes";

/** Where each column goes, by its (unique) header: a field, or null for what is kept beside the fields. */
export type Mapping = Record<string, ImportTarget | null>;

/** What is proposed for a column; `confidence` is 0 to 1, and 0 when nothing is. */
export type ColumnProposal = {
  column: number;
  header: string;
  field: ImportTarget | null;
  confidence: number;
};

type Candidate = ColumnProposal & { field: ImportField | null } & {
  reach: RegionReach | null;
  shape: ColumnShape;
};

const UNLIKELY = 0.3;
const OWN_NAME = 0.95;

/**
 * Proposes a field for each column from the words of its header and the look of its cells. A field that
 * takes one column goes to the most probable one; a region is put together from state and city where
 * both are there; a file without a header for the name gets the column that looks most like names.
 */
export function proposeMapping(
  header: string[],
  sampleRows: string[][],
  fields: readonly FieldFacts[] = [],
): ColumnProposal[] {
  const candidates = header.map((name, column): Candidate => {
    const cells = sampleRows.map((row) => cleanLine(row[column] ?? ""));
    const shape = shapeOf(cells);
    return { column, header: name, shape, ...guess(name, shape, cells) };
  });
  for (const field of IMPORT_FIELDS) {
    if (!JOINED_FIELDS.includes(field)) keepBest(candidates, field);
  }
  composeRegion(candidates);
  if (!candidates.some((candidate) => candidate.field === "name")) findName(candidates);
  const proposals = candidates.map(({ column, header, field, confidence }) => ({
    ...{ column, header, field, confidence },
  }));
  return withOwnFields(proposals, fields);
}

/** A column that is called as one of the organisation's own fields goes there, the first one of that name. */
function withOwnFields(
  proposals: readonly ColumnProposal[],
  fields: readonly FieldFacts[],
): ColumnProposal[] {
  const open = new Map(
    fields.flatMap(({ key, label, type, retired }) =>
      !retired && isFieldKey(key) ? [[foldHeader(label), { key, type }] as const] : [],
    ),
  );
  return proposals.map((proposal) => {
    const whole = foldHeader(proposal.header);
    const bare = foldHeader(unitOfHeader(proposal.header)?.rest ?? "");
    // What a header says of its unit is read for amounts alone.
    const named = open.has(whole) || open.get(bare)?.type !== "money" ? whole : bare;
    const own = proposal.field === "name" ? undefined : open.get(named);
    if (!own) return proposal;
    open.delete(named);
    return { ...proposal, field: own.key, confidence: OWN_NAME };
  });
}

/** The proposals as a mapping that a person may edit. */
export const mappingOf = (proposals: ColumnProposal[]): Mapping =>
  Object.fromEntries(proposals.map(({ header, field }) => [header, field]));

function guess(
  header: string,
  shape: ColumnShape,
  cells: readonly string[],
): { field: ImportField | null; confidence: number; reach: RegionReach | null } {
  const meaning = meaningOf(header);
  if (meaning) {
    const confidence = meaning.field === null ? 0 : meaning.confidence * believed(meaning.field, shape);
    const field = confidence < UNLIKELY ? null : meaning.field;
    return { field, confidence: field ? confidence : 0, reach: field ? (meaning.reach ?? null) : null };
  }
  const [field, confidence] = guessByCells(shape, cells, isNameless(header));
  return { field, confidence, reach: null };
}

// How far the cells bear out what the header says; an empty column contradicts nothing.
function believed(field: ImportField, shape: ColumnShape): number {
  if (shape.filled === 0) return 1;
  const bornOut = (share: number) => (share >= 0.5 ? 1 : share > 0.1 ? 0.7 : 0.4);
  switch (field) {
    case "phone":
      return bornOut(Math.max(shape.phone, shape.mobile));
    case "email":
      return bornOut(shape.email);
    case "website":
      // Pages of one site are where a list was taken from, not those of its companies.
      return shape.filled > 5 && shape.hosts <= 0.2 ? 0.4 : bornOut(shape.url);
    // A few words over and over are kinds of something.
    case "contactName":
      return shape.filled > 20 && shape.distinct < 0.1 && shape.word > 0.8 ? 0.3 : 1;
    case "creditCode":
      return bornOut(shape.creditCode);
    case "name":
      return bornOut(shape.text);
    // A number shared by many rows is no number of the customer.
    case "externalId":
      return shape.filled > 5 && shape.distinct < 0.9 ? 0.3 : 1;
    default:
      return 1;
  }
}

const isNameless = (header: string): boolean => /^#\d+$/.test(header);

function guessByCells(
  shape: ColumnShape,
  cells: readonly string[],
  nameless: boolean,
): [ImportField | null, number] {
  if (shape.filled < 2) return [null, 0];
  if (shape.email >= 0.8) return ["email", 0.6];
  if (shape.mobile >= 0.8) return ["phone", 0.6];
  if (shape.creditCode >= 0.8) return ["creditCode", 0.6];
  if (shape.url >= 0.8) return ["website", 0.5];
  if (shape.phone >= 0.8 && shape.distinct > 0.5 && areNumbersOfOneCountry(cells)) return ["phone", 0.6];
  if (nameless && shape.person >= 0.7) return ["contactName", 0.5];
  return [null, 0];
}

function drop(candidate: Candidate): void {
  candidate.field = null;
  candidate.confidence = 0;
}

function keepBest(candidates: Candidate[], field: ImportField): void {
  const rivals = candidates.filter((candidate) => candidate.field === field);
  const rank = ({ confidence, shape }: Candidate) => confidence + (shape.filled > 0 ? 0.2 : 0);
  const best = rivals.toSorted((a, b) => rank(b) - rank(a))[0];
  for (const rival of rivals) if (rival !== best) drop(rival);
}

// State and city say where; the part of the country (华南) or the county would only repeat it.
function composeRegion(candidates: Candidate[]): void {
  const columns = candidates.filter((candidate) => candidate.field === "region");
  const first = (reach: RegionReach) => columns.find((candidate) => candidate.reach === reach);
  const state = first("state") ?? (first("city") ? first("county") : undefined);
  const exact = [state, first("city")].filter((candidate) => candidate !== undefined);
  const chosen = exact.length > 0 ? exact : [first("whole") ?? first("county")];
  for (const candidate of columns) if (!chosen.includes(candidate)) drop(candidate);
}

function findName(candidates: Candidate[]): void {
  const likeness = ({ shape }: Candidate) => shape.text * shape.distinct * (0.4 + 0.5 * shape.organisation);
  const free = candidates.filter(
    ({ field, shape, header }) =>
      field === null &&
      (shape.filled > 2 || shape.organisation > 0.5) &&
      shape.number < 0.5 &&
      meaningOf(header) === null,
  );
  const best = free.toSorted((a, b) => likeness(b) - likeness(a))[0];
  if (!best || likeness(best) < UNLIKELY) return;
  best.field = "name";
  best.confidence = Math.min(0.8, likeness(best));
}

const COUNTRIES: CountryCode[] = ["CN", "TW", "HK", "US", "GB"];

// A number of an order or an account is a phone of somewhere now and then, but not most of them of one country.
function areNumbersOfOneCountry(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== "");
  return COUNTRIES.some((country) => {
    const valid = filled.filter((cell) => isValidPhoneNumber(cell, country)).length;
    return valid >= 0.8 * filled.length;
  });
}

/**
 * The country whose numbers most of the sampled phones are, by their country codes and area codes; where these are missing,
 * the one in which most of them can be dialled at all. Null when none stands out.
 */
export function findCountry(phones: readonly string[], home: CountryCode): CountryCode | null {
  const codes = new Map(phones.map((phone) => [phone, abroad(phone)]));
  const named = [...codes.values()].filter((country) => country !== null);
  const countries = [...new Set([home, ...COUNTRIES, ...named])];
  const most = (is: (phone: string, country: CountryCode) => boolean) =>
    countries
      .map((country) => ({ country, count: phones.filter((phone) => is(phone, country)).length }))
      .toSorted((a, b) => b.count - a.count)
      .find(({ count }) => count > phones.length / 2)?.country;
  // A number with its country code is valid wherever it is dialled: it speaks for its own country alone.
  const belongs = (phone: string, country: CountryCode) => {
    const there = codes.get(phone);
    return there ? there === country : isValidPhoneNumber(phone, country);
  };
  const taken = (phone: string, country: CountryCode) =>
    !codes.get(phone) && !("error" in normalisePhone(phone, country));
  return most(belongs) ?? most(taken) ?? null;
}

/** The country that a number names by its code; null for one that names none. */
const abroad = (phone: string): CountryCode | null => {
  const typed = phone
    .normalize("NFKC")
    .trim()
    .replace(/^00(?=[1-9])/, "+");
  return typed.startsWith("+") ? (parsePhoneNumberFromString(typed)?.country ?? null) : null;
};

/** The country that is found, or the organisation's own. */
export const proposeCountry = (phones: readonly string[], home: CountryCode): CountryCode =>
  findCountry(phones, home) ?? home;
