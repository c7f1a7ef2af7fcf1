/** What an operation may be called: visible characters without quotes, at most 200. */
export const OPERATION_KEY = /^[\x21\x23-\x7e]{1,200}$/;
