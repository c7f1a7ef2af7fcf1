/** The short name of a field, by which customers hold its value. */
export type FieldKey = `f_${string}`;

/** Whether a text has the shape of a field's key. */
export const isFieldKey = (text: string): text is FieldKey => /^f_[a-z0-9]{8}$/.test(text);
