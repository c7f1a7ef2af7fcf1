// Of ten characters and more: shorter ones are refused by their length. From what published lists have in common,
// and what people here type. Lower case.
const COMMON = new Set(
  `1234567890 12345678910 123456789a 123456789q 123456789z 0123456789 0987654321 9876543210 1234567891 1234512345
  123123123123 123321123321 12345678900 1122334455 1112223334 112233445566 1472583690 147258369a 147852369a
  1029384756 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc qazwsxedcrfv zaq12wsxcde3 q1w2e3r4t5 q1w2e3r4t5y6
  qwertyuiop qwertyuiop123 qwerty12345 qwerty123456 qwertyqwerty qwertyuiop1 qwerty1234 asdfghjkl1 asdfghjkl;
  asdfghjkl123 asdfasdfasdf zxcvbnm123 zxcvbnm1234 zxcvbnmasd poiuytrewq 1234qwerasdf 1234qwer1234 qwer1234qwer
  password12 password123 password1234 password12345 password01 passw0rd12 passw0rd123 p@ssw0rd123 p@ssword123
  p@ssw0rd1234 p@55w0rd123 mypassword mypassword1 newpassword password!1 password123! passwordpassword
  admin12345 admin123456 admin123456789 adminadmin adminadmin1 administrator administrator1 admin@1234 admin@12345
  admin@123456 root123456 rootroot123 test123456 testtest123 test1234567 testpassword guest12345 welcome123
  welcome1234 welcome12345 welcome@123 changeme123 changeme1234 changeit123 letmein123 letmein1234 iloveyou12
  iloveyou123 iloveyou1234 iloveyou520 iloveyou1314 iloveyouforever princess123 sunshine123 football123
  baseball123 basketball superman123 batman12345 dragon12345 monkey12345 master12345 shadow12345 michael123
  charlie123 jennifer123 computer123 internet123 starwars123 pokemon123 liverpool123 chelsea123 manchester
  hello12345 hello123456 helloworld helloworld1 helloworld123 abc1234567 abc12345678 abc123456789 abcd123456
  abcd1234567 abcde12345 abcdef1234 abcdef123456 abcdefghij abcdefghijk a123456789 a1234567890 aa123456789
  a12345678a aa12345678 as123456789 asd123456789 qq123456789 qq12345678 q123456789 w123456789 z123456789
  x123456789 s123456789 zz123456789 wang123456 li12345678 zhang123456 zhao123456 liu1234567 chen123456
  woaini1314 woaini1314520 woaini5201314 woaini520520 woaini123456 5201314520 52013145201314 5201314123
  1314520520 13145201314 520131452013 woaiwojia123 woaiwojia1314 wodemima123 wodemima123456 mima123456
  taobao123456 alibaba123 tencent123 wechat123456 weixin123456 huawei12345 xiaomi12345 beijing2008 beijing123
  shanghai123 zhongguo123 nihao123456 nihaonihao qwer123456 qwe123456789 qweasdzxc123 qweasd123456 asdf123456
  zxc123456789 zxcv123456 aaaaa11111 a11111111a 88888888888 6666666666 gonghai123 gonghai1234 gonghai12345
  gonghai123456 yuanfan123 company123 company1234 summer2024 summer2025 summer2026 winter2024 winter2025
  winter2026 spring2024 spring2025 spring2026 autumn2024 autumn2025 autumn2026 trustno1trustno1
  secret12345 secretsecret mustang123 freedom123 whatever123 qwerty!@#$ 1qaz!qaz2wsx !qaz2wsx3edc 1qaz@wsx3edc
  !@#$%^&*() 1q2w3e4r!@# qwe!@#123456 user123456 username123 default123 default1234 temp123456 temporary123
  pass123456 pass1234567 passpass123 login12345 access12345 office2024 office2025 office2026 sales12345
  sales123456 crm1234567 crm12345678 demo123456 demodemo123 manager123 manager1234`.split(/\s+/),
);

/** Whether everybody tries this password first; also runs along the alphabet and fewer than five different characters. */
export function isCommonPassword(lower: string): boolean {
  if (COMMON.has(lower)) return true;
  const characters = [...lower];
  if (new Set(characters).size < 5) return true;
  const steps = characters.slice(1).map((character, i) => codeOf(character) - codeOf(characters[i]));
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}

const codeOf = (character: string | undefined): number => character?.codePointAt(0) ?? 0;
