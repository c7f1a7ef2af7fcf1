import { checkCreditCode } from "@/lib/customers/normalise";
import { saysNothing } from "./clean-text";

/** What the sampled cells of a column look like; shares are 0 to 1 of the cells that hold something. */
export type ColumnShape = {
  filled: number;
  distinct: number;
  phone: number;
  mobile: number;
  email: number;
  url: number;
  /** Different sites among them. */
  hosts: number;
  creditCode: number;
  /** Single words in small letters, as programs write kinds. */
  word: number;
  /** Names of people: two to four characters behind a common surname. */
  person: number;
  number: number;
  /** Names of organisations by their words: 公司, Ltd, Hospital and the like. */
  organisation: number;
  /** Text with letters, as long as a name is. */
  text: number;
};

const PHONE = /^[+(]?[\d][\d\s()+./-]{5,24}(?:\s*(?:转|轉|ext\.?|x|#|-)\s*\d{1,6})?$/i;
const MOBILE = /^(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;
const URL_LIKE =
  /^(?:https?:\/\/\S+|www\.\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|cn|net|org|io|co|hk|tw|gov|edu)(?:\/\S*)?)$/i;
const NUMBER = /^[-+]?[\d,]*\.?\d+%?$/;
const ORGANISATION =
  /公司|集团|集團|有限|股份|合作社|事务所|事務所|厂$|店$|院$|行$|中心$|大学|學校|学校|\b(?:inc|ltd|llc|corp|corporation|company|co|plc|limited|group|hospital|medical|center|centre|bank|university|holdings?)\b/i;

const PERSON = new RegExp(
  `^[${"王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林郑鄭谢謝罗羅梁宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭田董袁潘蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏方邹鄒孟熊秦邱尹薛段雷侯史陶黎贺賀顾顧毛郝龚龔邵钱錢严嚴戴莫孔汤湯"}]\\p{Script=Han}{1,3}$`,
  "u",
);
const hostOf = (address: string): string =>
  address
    .replace(/^[a-z]+:\/\//i, "")
    .split(/[/?#]/)[0]
    ?.toLowerCase() ?? "";

/** Looks at the cells of one column. */
export function shapeOf(cells: string[]): ColumnShape {
  const filled = cells.filter((cell) => !saysNothing(cell));
  const share = (matches: (cell: string) => boolean): number =>
    filled.length === 0 ? 0 : filled.filter(matches).length / filled.length;
  const digits = (cell: string) => cell.replace(/\D/g, "").length;
  return {
    filled: filled.length,
    distinct: filled.length === 0 ? 0 : new Set(filled).size / filled.length,
    phone: share((cell) => PHONE.test(cell.normalize("NFKC")) && digits(cell) >= 7 && digits(cell) <= 20),
    mobile: share((cell) => MOBILE.test(cell.normalize("NFKC"))),
    email: share((cell) => EMAIL.test(cell)),
    url: share((cell) => URL_LIKE.test(cell)),
    hosts: filled.length === 0 ? 0 : new Set(filled.map(hostOf)).size / filled.length,
    word: share((cell) => /^[a-z][a-z_-]*$/.test(cell)),
    person: share((cell) => PERSON.test(cell)),
    creditCode: share((cell) => "code" in checkCreditCode(cell)),
    number: share((cell) => NUMBER.test(cell)),
    organisation: share((cell) => ORGANISATION.test(cell)),
    text: share((cell) => /\p{L}/u.test(cell) && cell.length >= 2 && cell.length <= 120),
  };
}
