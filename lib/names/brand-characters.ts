/**
 * Characters of which brands are made more often than trades, most of all first: those of the shops of old, those that wish
 * well, those that render sounds, numbers and colours.
 */
const FIRST =
  "鑫瑞恒盛泰华宏博达嘉佳顺裕兴隆昌永元亨利丰祥和茂同德谦吉仁协鼎中通全信义久美庆安康新春正合成广润发洪源福" +
  "鸿凯诚联众益龙金腾飞翔鹏宇星晨辰旭旺圣宝骏力万富贵皇御尚优卓越睿诺迪维欧亿创智科天海";
const THEN =
  "大小一二三四五六七八九十百千双老阿新东南西北上明亮光辉耀煌灿日月云风雨雪雷山川江河湖泉林森木松柏梅兰竹菊莲荷桂" +
  "花草叶果禾田园绿蓝红白黄紫青黑银玉珠翠晶玲珑琪瑶璐琳珊莎莉娜丽雅雯婷娇妮芳芬芝英雄伟强军勇刚杰俊豪峰岩岭" +
  "爱亲心情意思梦想乐喜欢悦怡笑歌舞诗语书画棋琴文墨韵致远志向道德礼孝忠良善真景人家族氏记轩阁斋堂坊居苑庄府邦国" +
  "麦米豆桃李杏梨橙柠檬茶香味鲜甜甘醇蜜糖贝鱼虎狮象熊马牛羊鹿鹰雁燕凤凰麒麟狼猫狐兔" +
  "斯特尔克德拉姆莱罗曼奥巴卡马尼菲伊蒂洛帕萨亚比布朗森顿伦敦沃弗费法芙格赫哈杰基凯肯兰勒雷里林米摩默穆纳奈诺帕佩普" +
  "奇乔赛桑沙施史索塔泰汤图托瓦威温希西夏肖谢雪伊尤约泽扎詹兹百度快手易捷迅速锐极酷炫潮派乐优品颜色妆衣食住行" +
  "帝王君侯爵冠军霸领先锋尖峰顶巅尊贵典范恩惠缘聚汇集合会融汇邻里友朋伴侣谊亲赢胜凯旋功勋途径航帆舟船港湾岸滨" +
  "卫健宁静澜波涛浪潮溪潭沁沐洁净清澈纯朴素简约拓展开启辟创造筑匠工艺巧精致微妙奕弈逸轶翼羽灵犀曦霞虹霖霏阳" +
  "展望盼期冀骏骥骐腾跃跨超凌云霄宙寰环球世界纪代时空间太极乾坤艮泓浩瀚渊博厚载承传继续绵延长寿彭";

const RANKS = new Map([
  ...[...THEN].map((one) => [one, 1] as const),
  ...[...FIRST].map((one) => [one, 0] as const),
]);

/** How much a character belongs to brands: 0 most, 1 often, 2 as any other. */
export const brandRank = (character: string): 0 | 1 | 2 => RANKS.get(character) ?? 2;
