/** Words that many names of organisations have: they tell little, in English. */
const COMMON = new Set(
  `the of and for at in on to a an de la del el los las du des der die und et y
  center centre school schools academy college university institute house home homes day care daycare preschool kindergarten
  nursery child children childrens kids youth family early head start learning education educational service services
  program programs site center community communities neighborhood neighbourhood development association society council foundation
  organization organisation agency corp corporation company companies co inc ltd llc limited group holding holdings partners
  international global national american united general public private systems system solutions technologies technology
  tech consulting consultants management enterprises enterprise industries industry trading trade products supply
  manufacturing engineering construction design media communications network networks digital software data labs lab
  medical health hospital clinic church christian saint st new north south east west old great first city county state
  metropolitan district regional chicago london york paris`
    .trim()
    .split(/\s+/),
);

/** What a word of a name weighs against others: 1 for one that tells names apart, little for a common one. */
export const wordWeight = (word: string): number => {
  if (COMMON.has(word)) return 0.25;
  return word.length === 1 ? 0.4 : 1;
};
