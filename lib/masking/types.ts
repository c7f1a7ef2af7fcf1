/** A contact as the viewer may see it; when `masked`, every value that reaches a person has its middle hidden. */
export type ContactView = {
  id: string;
  name: string | null;
  title: string | null;
  phone: string | null;
  /** For `tel:`; null when masked. */
  phoneE164: string | null;
  email: string | null;
  wechat: string | null;
  isPrimary: boolean;
  masked: boolean;
};

/** What is stored about a contact. */
export type ContactRow = Omit<ContactView, "masked">;

/** Whether the viewer sees contact data; `canReveal` when one click of his, which is recorded, shows it. */
export type ContactAccess = { clear: boolean; canReveal: boolean };
