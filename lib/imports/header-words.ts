import { unitOfHeader } from "@/lib/custom-fields/amount-text";
import type { FieldKey } from "@/lib/custom-fields/field-key";

/** The fields of a customer that a column may go into. */
export const IMPORT_FIELDS = [
  "name",
  "creditCode",
  "externalId",
  "contactName",
  "contactTitle",
  "phone",
  "email",
  "wechat",
  "address",
  "region",
  "industry",
  "source",
  "grade",
  "website",
  "note",
  "tags",
  "expectedValue",
  "contractEndsOn",
  "owner",
  "createdAt",
  "createdBy",
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];
/** Where a column may go: a field of every customer, or one of the organisation's own by its key. */
export type ImportTarget = ImportField | FieldKey;

/** Fields that may be put together from several columns, in the order of the columns. */
export const JOINED_FIELDS: readonly ImportField[] = ["phone", "email", "address", "region", "note", "tags"];

/** How far a region column reaches: a state and a city together say more than a part of the country. */
export type RegionReach = "whole" | "state" | "county" | "city";

type Meaning = { field: ImportField | null; confidence: number; reach?: RegionReach };

const SURE = 0.95;
const LIKELY = 0.75;
const UNSURE = 0.5;

const WORDS: [Meaning["field"], number, string][] = [
  [
    "name",
    SURE,
    "公司名称 公司名 公司全称 客户名称 客户名 客户全称 企业名称 企业全称 单位名称 机构名称 商户名称 店铺名称",
  ],
  ["name", SURE, "门店名称 医院名称 学校名称 company companyname customername accountname organizationname"],
  ["name", SURE, "organisationname businessname legalname sitename"],
  [
    "name",
    LIKELY,
    "名称 公司 客户 企业 单位 全称 商户 customer account organization organisation business firm name",
  ],
  [
    null,
    SURE,
    "英文名称 英文名 公司英文名称 英文全称 englishname 简称 公司简称 客户简称 shortname abbreviation",
  ],
  [
    "creditCode",
    SURE,
    "统一社会信用代码 社会信用代码 信用代码 统一信用代码 creditcode uscc unifiedsocialcreditcode",
  ],
  ["creditCode", LIKELY, "税号 纳税人识别号 税务登记号"],
  [
    "externalId",
    SURE,
    "客户编号 客户编码 公司代码 公司编号 企业编号 外部编号 证券代码 股票代码 a股代码 统一编号 统编",
  ],
  [
    "externalId",
    SURE,
    "customerid accountid companynumber companyid externalid providerid customernumber accountnumber",
  ],
  ["externalId", LIKELY, "编号 编码 代码 注册号 id code number symbol ticker cik"],
  [
    null,
    SURE,
    "序号 序 行号 no index row rownumber 邮编 邮政编码 zip zipcode postcode postalcode 传真 传真号码 fax faxnumber",
  ],
  [
    "contactName",
    SURE,
    "联系人 联系人姓名 联系人名称 联络人 主要联系人 contact contactname contactperson primarycontact",
  ],
  ["contactName", UNSURE, "姓名 法人 法定代表人 法人代表 director executivedirector fullname"],
  ["contactTitle", SURE, "职务 职位 职称 头衔 联系人职务 联系人职位 jobtitle position contacttitle"],
  ["contactTitle", UNSURE, "岗位 title"],
  [
    "phone",
    SURE,
    "电话 手机 手机号 手机号码 电话号码 联系电话 联系手机 固定电话 固话 座机 移动电话 办公电话 公司电话 客户电话",
  ],
  [
    "phone",
    SURE,
    "联系人电话 联系人手机 联络电话 行动电话 phone phonenumber telephone telephonenumber tel mobile mobilephone",
  ],
  [
    "phone",
    SURE,
    "mobilenumber cell cellphone contactphone contactnumber workphone officephone businessphone",
  ],
  ["phone", UNSURE, "联系方式"],
  ["email", SURE, "邮箱 电子邮箱 邮箱地址 电子邮件 邮件 电邮 email emailaddress mail contactemail"],
  ["wechat", SURE, "微信 微信号 微信帐号 微信账号 wechat wechatid weixin"],
  [
    "address",
    SURE,
    "地址 注册地址 详细地址 办公地址 公司地址 通讯地址 联系地址 联络地址 经营地址 住所 企业地址 客户地址",
  ],
  [
    "address",
    SURE,
    "address streetaddress address1 address2 addressline1 addressline2 street mailingaddress",
  ],
  [
    "industry",
    SURE,
    "行业 所属行业 行业分类 行业类别 行业名称 客户行业 产业 产业别 industry sector gicssector",
  ],
  ["industry", UNSURE, "gicssubindustry sictext sictext1 subindustry 主营行业"],
  ["source", SURE, "来源 客户来源 线索来源 来源渠道 source leadsource"],
  ["source", UNSURE, "渠道 channel"],
  ["grade", SURE, "等级 客户等级 级别 客户级别 客户分级 分级 grade customergrade tier"],
  [
    "website",
    SURE,
    "网址 官网 公司网址 公司网站 网站 官方网站 企业官网 主页 website url homepage webpage web companywebsite",
  ],
  ["website", UNSURE, "链接 link"],
  ["note", SURE, "备注 说明 描述 注释 客户备注 note notes remark remarks comment comments description memo"],
  ["tags", SURE, "标签 客户标签 tag tags label labels"],
  [
    "expectedValue",
    SURE,
    "预计金额 预计金额元 预估金额 预期金额 预计成交金额 预计成交额 预计销售额 预计价值 预估价值 商机金额 expectedvalue",
  ],
  [
    "expectedValue",
    SURE,
    "expectedamount expectedrevenue estimatedvalue dealvalue dealsize opportunityamount",
  ],
  [
    "contractEndsOn",
    SURE,
    "合同到期日 合同到期 合同到期日期 合同到期时间 合同截止日 合同截止日期 合同结束日期 合同终止日期 合约到期日 合约到期",
  ],
  [
    "contractEndsOn",
    SURE,
    "合约结束日期 合约终止日期 contractend contractends contractenddate contractendson",
  ],
  ["contractEndsOn", SURE, "contractexpiry contractexpirydate contractexpires contractexpiration"],
  [
    "owner",
    SURE,
    "归属人 归属销售 所属销售 跟进人 业务员 销售员 销售代表 客户经理 当前负责人 客户负责人 领取人",
  ],
  ["owner", SURE, "owner accountowner customerowner salesrep salesrepresentative salesperson accountmanager"],
  ["owner", UNSURE, "负责人 所有人 销售 业务 assignedto assignee"],
  ["createdAt", SURE, "创建时间 创建日期 建立时间 建立日期 建档日期 建档时间 录入时间 录入日期 新增时间"],
  ["createdAt", SURE, "createdat createdon createddate createddatetime creationdate"],
  ["createdBy", SURE, "创建人 建立人 建档人 录入人 创建者 建立者 createdby creator createdbyname"],
];

const REGION_WORDS: [RegionReach, number, string][] = [
  [
    "whole",
    SURE,
    "地区 注册地 注册地区 所在地 所在地区 所属地区 省市 省市区 区域 所属区域 所在区域 region location headquarterslocation",
  ],
  ["whole", UNSURE, "headquarters area territory hq"],
  ["state", SURE, "省 省份 所属省份 所在省份 州 state province stateprovince"],
  ["city", SURE, "市 城市 所属城市 所在城市 县市 city town posttown"],
  ["county", SURE, "区 县 区县 所属区县 county countyname district"],
];

/** Endings that tell what a longer header is about (`Hospital Name`, `B股代码`, `RegAddress.PostTown`). */
const ENDINGS: [RegExp, Meaning][] = [
  [
    /(company|customer|account|hospital|business|site|store|school|facility|employer|firm|vendor|client|agency|clinic|institution)name$/,
    { field: "name", confidence: SURE },
  ],
  [
    /(医院|学校|门店|商家|供应商|经销商|代理商|机构|公司|企业|单位|客户|厂商)(中文)?(名称|全称|名)$/,
    { field: "name", confidence: SURE },
  ],
  [/posttown$/, { field: "region", confidence: SURE, reach: "city" }],
  [/county$/, { field: "region", confidence: LIKELY, reach: "county" }],
  [/addressline\d$/, { field: "address", confidence: SURE }],
  [/sictext1?$/, { field: "industry", confidence: UNSURE }],
  [/(电话|手机|手机号|phone|phonenumber|mobile)\d?$/, { field: "phone", confidence: LIKELY }],
  [/(邮箱|email)\d?$/, { field: "email", confidence: LIKELY }],
  [/地址\d?$/, { field: "address", confidence: LIKELY }],
  [/(网址|网站|website)$/, { field: "website", confidence: LIKELY }],
  [/(代码|编号|编码)$/, { field: "externalId", confidence: UNSURE }],
];

// The traditional forms of the characters that the words above are written with.
const TRADITIONAL_FORMS =
  "户戶 称稱 联聯 络絡 系係 系繫 电電 话話 邮郵 号號 码碼 统統 业業 类類 别別 级級 备備 注註 标標 签籤 签簽 网網 来來 区區 县縣 职職 务務 编編 机機 传傳 产產 单單 医醫 学學 门門 简簡 员員 经經 营營 说說 释釋 证證 专專 线線 动動 帐帳 会會 构構 铺鋪 税稅 纳納 识識 办辦 详詳 细細 属屬 页頁 链鏈 预預 计計 额額 约約 终終 时時 间間 结結 价價 处處 头頭 衔銜 岗崗 厂廠 应應 销銷 讯訊 归歸 进進 负負 责責 创創 档檔 录錄 当當 领領";
const TO_SIMPLIFIED = new Map(
  TRADITIONAL_FORMS.split(" ").map(([simplified = "", traditional = ""]) => [traditional, simplified]),
);

/** A header as the word lists know it: one width and case, simplified, without spaces and signs. */
export const foldHeader = (header: string): string =>
  [...header.normalize("NFKC").toLowerCase()]
    .map((char) => TO_SIMPLIFIED.get(char) ?? char)
    .join("")
    .replace(/[^\p{L}\p{N}]/gu, "");

const MEANINGS = new Map<string, Meaning>([
  ...WORDS.flatMap(([field, confidence, words]) =>
    words.split(" ").map((word): [string, Meaning] => [word, { field, confidence }]),
  ),
  ...REGION_WORDS.flatMap(([reach, confidence, words]) =>
    words.split(" ").map((word): [string, Meaning] => [word, { field: "region", confidence, reach }]),
  ),
]);

/** What a header says by its words alone; null when they are not known. A known word may say that it is no field. */
export function meaningOf(header: string): Meaning | null {
  const folded = foldHeader(header);
  const amount = MEANINGS.get(foldHeader(unitOfHeader(header)?.rest ?? ""));
  if (amount?.field === "expectedValue") return amount;
  const known = MEANINGS.get(folded) ?? ENDINGS.find(([ending]) => ending.test(folded))?.[1];
  if (known) return known;
  // `Store ID` and `storeId`, but not `paid`.
  return /(?:[\s_.-][iI][dD]|[a-z]I[dD])$/.test(header.trim())
    ? { field: "externalId", confidence: UNSURE }
    : null;
}
