import { maskText } from "@/lib/masking/free-text";

type Data = Record<string, unknown>;

const isObject = (value: unknown): value is Data =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const hidden = (value: unknown): unknown => (typeof value === "string" ? maskText(value) : value);

/** The data of a message as it is sent: tags and titles are words that anybody types, and no contact goes out in them. */
export function toldData(data: Data): Data {
  const { customer, deal } = data;
  return {
    ...data,
    ...(isObject(customer) && Array.isArray(customer.tags)
      ? { customer: { ...customer, tags: customer.tags.map(hidden) } }
      : {}),
    ...(isObject(deal) ? { deal: { ...deal, title: hidden(deal.title) } } : {}),
  };
}
