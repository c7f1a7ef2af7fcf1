/** A key that more customers share tells nothing: its pairs are not compared. */
export const MOST_PER_KEY = 200;

/** Of those that share keys with one customer so many are compared, those that share most. */
export const MOST_CANDIDATES = 200;

/** Of a pair from here on whoever is typing is told: he knows what he means, the desk does not. */
export const TYPING_FROM = 3_500;

/** How many are told while typing. */
export const MOST_TOLD = 5;

/** Who asks about a customer that isn't on the books yet. */
export const NOBODY = "00000000-0000-0000-0000-000000000000";
