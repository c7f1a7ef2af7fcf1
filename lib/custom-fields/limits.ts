/** The most fields that are in use at a time; retired ones don't count. */
export const MAX_FIELDS = 60;
/** The most choices of a field, retired ones included. */
export const MAX_OPTIONS = 100;
export const MAX_LABEL = 60;
export const MAX_TEXT = 500;
export const MAX_NUMBER = 1_000_000_000_000;
/** Decimals that a number keeps. */
export const DECIMALS = 6;
/** In minor units. */
export const MAX_MONEY = 9_000_000_000_000;
/** The choices that a multiple choice holds at once. */
export const MAX_HELD = 50;
