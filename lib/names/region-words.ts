const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Places before a company name that are no region of the mainland's list: countries, and parts of China. */
export const ABROAD = words(`
中国 中华 全国 美国 英国 法国 德国 日本 韩国 朝鲜 俄罗斯 加拿大 澳大利亚 新西兰 新加坡 马来西亚
泰国 越南 印度 印度尼西亚 菲律宾 缅甸 柬埔寨 老挝 意大利 西班牙 葡萄牙 荷兰 比利时 瑞士 瑞典 挪威
丹麦 芬兰 奥地利 波兰 捷克 匈牙利 希腊 土耳其 以色列 沙特 阿联酋 伊朗 埃及 南非 巴西 阿根廷 智利
墨西哥 古巴 亚洲 欧洲 非洲 美洲 香港 澳门 台湾 台北 高雄 台中 台南 新北 桃园 基隆 新竹 嘉义
东京 大阪 伦敦 巴黎 纽约 首尔 内蒙 内蒙古 广西 宁夏 新疆 西藏 华东 华北 华南 华中 东北 西北
西南 浦东 浦东新区
`);

/** Directions that stand for a part of China, and as often for nothing but themselves. */
export const DIRECTIONS: ReadonlySet<string> = new Set(words("华东 华北 华南 华中 东北 西北 西南"));

/** Cities that are none any more, by their old rank: of a prefecture, of a county. */
export const FORMER_CITIES = words(
  "巢湖 莱芜 襄樊 江津 合川 永川 南川 綦江 大足 铜梁 璧山 潼南 荣昌 万州 涪陵 黔江",
);
export const FORMER_COUNTIES = words(`
大丰 吴江 萧山 余杭 富阳 临安 江都 姜堰 金坛 通州 海门 即墨 章丘 兖州 文登 蓬莱 顺德 番禺 花都
增城 从化 新会 潮阳 澄海 建阳 奉化 上虞
`);

/** Names of places that are ordinary words too, and more often that at the head of a name. */
export const ORDINARY: ReadonlySet<string> = new Set(
  words(`
东方 和平 新华 长安 长乐 安乐 平安 朝阳 东风 新城 同心 太平 阳光 长城 长江 太阳 天山 天河 光明 红旗 红星 白云
凤凰 金山 西湖 永安 友谊 银川
`),
);

/** Those that are within a name. */
export const ORDINARY_WITHIN: ReadonlySet<string> = new Set([
  ...ORDINARY,
  ...words(`
大同 吉安 安康 兴隆 兴国 兴安 兴业 新和 龙门 平安 泰和 泰安 长兴 长宁 永兴 永和 永新 永春 永泰
永福 永丰 永胜 永吉 永康 同德 和顺 大方 大名 大足 万年 万安 天长 天台 天等 安宁 安吉 安达 安乐
安福 安平 宝丰 广丰 建德 建宁 建始 建阳 康平 德兴 德化 德安 德清 福安 福泉 富源 富民 富裕 金湖
金寨 金华 金堂 金平 金川 金塔 金门 景泰 九龙 乐安 乐昌 乐业 龙泉 龙海 龙江 龙岩 龙山 明光 明水
南海 南山 宁海 平和 青龙 庆安 庆云 仁和 仁怀 仁寿 荣成 荣昌 瑞安 瑞丽 瑞昌 瑞金 三江 三门 三元
三水 顺昌 顺平 泰来 泰兴 泰顺 通化 通海 通达 通道 同仁 望江 威海 威远 文成 文山 文安 文昌 祥云
襄阳 新安 新民 新田 新源 新兴 新星 新丰 新昌 信丰 信宜 兴和 兴化 兴文 兴义 兴仁 修文 阳春 益阳
迎江 玉山 玉龙 元宝 远安 长春 长丰 长海 长白 长青 正安 正宁 正定 中阳 中江 中山 宝山 海安 恒山
华安 华亭 华容 华龙 惠民 惠安 嘉禾 嘉善 嘉兴 利川 利津 麒麟 凤山 凤台 凤阳 东海 东升 东源 东阳
东明 东光 东山 东兴 高邮 高安 高平 高阳 高明 光山 光泽 海林 海伦 海宁 海兴 海盐 海阳 海丰 黄山
黄龙 开平 乐平 丽水 临江 太和 太白 太康 桐城 万源 万全 望城 温泉 五华 五莲 香河 宜丰 宜兴 永清
永顺 永城 永昌 永德 永平 永仁 永嘉 玉田 玉泉 玉环 裕安 裕民 裕华 云龙 云和 云阳 越秀 正阳 紫金
紫阳 钟山 昌乐 昌盛 昌平 滨海 滨江
`),
]);
