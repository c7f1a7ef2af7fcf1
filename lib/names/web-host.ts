/** Hosts of mail that everybody may have: they say nothing about a company. */
const FREE_MAIL = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com aol.com icloud.com me.com mac.com
  proton.me protonmail.com gmx.com gmx.net gmx.de web.de mail.com mail.ru yandex.com yandex.ru zoho.com fastmail.com
  qq.com foxmail.com 163.com 126.com yeah.net vip.qq.com vip.163.com vip.126.com sina.com sina.cn vip.sina.com sohu.com
  139.com 189.cn wo.cn 21cn.com tom.com aliyun.com 263.net 188.com hinet.net pchome.com.tw seed.net.tw netvigator.com
  comcast.net sbcglobal.net att.net verizon.net bellsouth.net cox.net earthlink.net btinternet.com naver.com daum.net hanmail.net`
    .trim()
    .split(/\s+/),
);

/** Second levels under which names are given out: example.com.cn is one name, com.cn none. */
const SECOND_LEVEL =
  /^(?:com|net|org|edu|gov|ac|co|or|ne|go|gob|idv|game|ebiz|club|mil|ltd|plc|me|sch|nhs|bj|sh|tj|cq|he|sx|nm|ln|jl|hl|js|zj|ah|fj|jx|sd|ha|hb|hn|gd|gx|hi|sc|gz|yn|xz|sn|gs|qh|nx|xj|tw|hk|mo)$/;

/** Sites on which many companies have a page: their host says nothing about one. */
const SHARED_SITE = new Set(
  `1688.com taobao.com tmall.com jd.com alibaba.com made-in-china.com facebook.com instagram.com linkedin.com weibo.com
  weixin.qq.com twitter.com x.com youtube.com wixsite.com wordpress.com blogspot.com github.io shopify.com weebly.com
  sites.google.com google.com baidu.com amap.com shopee.tw ruten.com.tw`
    .trim()
    .split(/\s+/),
);

/** The part of a host that somebody has registered: example.com.cn of www.shop.example.com.cn; null for an address of numbers. */
function registrable(host: string): string | null {
  const labels = host.toLowerCase().replace(/\.$/, "").split(".");
  if (labels.length < 2 || labels.some((label) => label === "") || /^\d+$/.test(labels.at(-1) ?? ""))
    return null;
  const [second = "", top = ""] = labels.slice(-2);
  const wide = labels.length > 2 && top.length === 2 && SECOND_LEVEL.test(second);
  return labels.slice(wide ? -3 : -2).join(".");
}

/** The host that tells a company by its site, as it is registered; null for no site and for one that many share. */
export function webHost(site: string | null): string | null {
  if (!site) return null;
  const text = site.normalize("NFKC").trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  const host = registrable(url.hostname.replace(/^www\./, ""));
  return host === null || SHARED_SITE.has(host) || SHARED_SITE.has(url.hostname) ? null : host;
}

/** The host that tells a company by an e-mail address; null for a mailbox that everybody may have. */
export function emailHost(email: string): string | null {
  const host = registrable(email.slice(email.lastIndexOf("@") + 1));
  return host === null || FREE_MAIL.has(host) || !email.includes("@") ? null : host;
}
