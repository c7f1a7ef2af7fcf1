/** Endings of Chinese names that say in what form a company is, the longest first. */
const FORMS = [
  ...[
    "集团股份有限公司",
    "集团有限责任公司",
    "集团有限公司",
    "控股集团有限公司",
    "控股股份有限公司",
    "控股有限公司",
  ],
  ...[
    "股份有限公司",
    "有限责任公司",
    "责任有限公司",
    "无限公司",
    "股份公司",
    "有限公司",
    "中心支公司",
    "总公司",
    "集团公司",
  ],
  ...[
    "分公司",
    "支公司",
    "子公司",
    "公司",
    "特殊普通合伙",
    "有限合伙",
    "普通合伙",
    "合伙企业",
    "合伙",
    "个人独资企业",
    "个人独资",
    "企业",
  ],
  ...[
    "集团",
    "控股",
    "株式会社",
    "有限会社",
    "合同会社",
    "会社",
    "商行",
    "商店",
    "商号",
    "服务社",
    "事务所",
    "工作室",
    "代表处",
    "办事处",
    "联络处",
  ],
  ...[
    "农民专业合作社",
    "专业合作社",
    "合作社",
    "联合社",
    "分行",
    "支行",
    "分店",
    "分部",
    "分厂",
    "分社",
    "总厂",
    "总店",
    "总行",
    "联合会",
    "行号",
    "企业社",
    "企业行",
  ],
].sort((a, b) => b.length - a.length);

/** A whole company within a name: what follows it is a branch, an account, a note. */
const WHOLE_COMPANY =
  /集团股份有限公司|集团有限责任公司|集团有限公司|控股有限公司|股份有限公司|有限责任公司|责任有限公司|有限公司/u;

/** Endings of names in other scripts. A dot or a space within doesn't count. */
const WESTERN_FORMS = new Set(
  `inc incorporated corp corporation co company companies ltd limited llc llp lp plc pte pty pvt sdn bhd gmbh mbh ag kg ohg ug
  se sa sas sarl spa srl sl bv nv ab as asa oy oyj aps kk kft zrt doo sro spzoo nyrt ou uab sia lda ltda cv eireli
  holding holdings group`
    .trim()
    .split(/\s+/),
);

/** A Chinese name, folded and without brackets, without its legal form. */
export function withoutForm(name: string, isTrade: (word: string) => boolean): string {
  const company = WHOLE_COMPANY.exec(name);
  let body = company && company.index >= 2 ? name.slice(0, company.index) : name;
  while (!company || company.index < 2) {
    const form = FORMS.find((one) => body.length > one.length && body.endsWith(one) && !isTrade(one));
    if (!form) break;
    body = body.slice(0, -form.length);
  }
  return body.replace(/(.{2,})(?:集团|控股|责任)$/u, "$1");
}

const ABBREVIATION = /\b(?:[a-z]\.){2,}|\b[a-z](?:\s?\/\s?|&)[a-z]\b/g;

/** The words of a name in another script without its legal form; all of them when nothing else is in it. */
export function westernWords(folded: string): string[] {
  const joined = folded
    .replace(ABBREVIATION, (found) => found.replace(/[.\s/&]/g, ""))
    .replace(/(\p{L})['’`?](s\b)/gu, "$1$2");
  const words = joined.match(/[\p{L}\p{N}]+/gu) ?? [];
  let until = words.length;
  while (until > 1 && WESTERN_FORMS.has(words[until - 1] ?? "")) until -= 1;
  return words.slice(words[0] === "the" && until > 1 ? 1 : 0, until);
}
