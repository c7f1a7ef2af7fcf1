"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { FieldDef } from "@/lib/custom-fields/types";

const NONE: readonly FieldDef[] = [];
const Fields = createContext(NONE);

/** Tells the screens below which fields the organisation has added to its customers. */
export function FieldsProvider({ fields, children }: { fields: readonly FieldDef[]; children: ReactNode }) {
  return <Fields value={fields}>{children}</Fields>;
}

/** The organisation's own fields in their order, the retired ones too. */
export const useAllFields = (): readonly FieldDef[] => useContext(Fields);

/** The organisation's own fields that are in use. */
export const useFields = (): FieldDef[] => useContext(Fields).filter(({ retired }) => !retired);
