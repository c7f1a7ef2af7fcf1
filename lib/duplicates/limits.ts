/** A key that more customers share tells nothing: its pairs are not compared. */
export const MOST_PER_KEY = 200;
