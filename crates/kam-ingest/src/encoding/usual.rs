//! Characters that texts are mostly made of: those of everyday writing, of firms, people and places.
//!
//! They are told in simplified Chinese once; those that traditional Chinese writes otherwise stand in pairs below.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030};
use std::collections::{BTreeMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// How usual a character is in a way of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Usual {
    Seldom,
    Known,
    Standard,
    Everyday,
}

/// A way of writing with thousands of characters.
pub(super) struct Writing {
    everyday: HashSet<char>,
    standard: HashSet<char>,
    known: HashSet<char>,
}

impl Writing {
    pub(super) fn usual(&self, letter: char) -> Usual {
        match letter {
            _ if self.everyday.contains(&letter) => Usual::Everyday,
            _ if self.standard.contains(&letter) => Usual::Standard,
            _ if self.known.contains(&letter) => Usual::Known,
            _ => Usual::Seldom,
        }
    }
}

pub(super) static SIMPLIFIED: LazyLock<Writing> = LazyLock::new(|| Writing {
    everyday: letters(CHINESE),
    standard: pairs(GB18030, 0xB0..=0xD7, 0xA1),
    known: pairs(GB18030, 0xD8..=0xF7, 0xA1),
});

pub(super) static TRADITIONAL: LazyLock<Writing> = LazyLock::new(|| {
    let written_otherwise: BTreeMap<char, char> = OTHERWISE.chars().zip(OTHERWISE.chars().skip(1)).step_by(2).collect();
    let everyday = letters(CHINESE).into_iter().map(|letter| written_otherwise.get(&letter).copied().unwrap_or(letter));
    Writing {
        everyday: everyday.chain(letters(TAIWAN)).collect(),
        standard: pairs(BIG5, 0xA4..=0xC6, 0x40),
        known: pairs(BIG5, 0xC9..=0xF9, 0x40),
    }
});

pub(super) static JAPANESE: LazyLock<Writing> = LazyLock::new(|| Writing {
    everyday: letters(KANJI),
    standard: pairs(EUC_JP, 0xB0..=0xCF, 0xA1),
    known: pairs(EUC_JP, 0xD0..=0xF4, 0xA1),
});

pub(super) static KOREAN: LazyLock<Writing> = LazyLock::new(|| Writing {
    everyday: letters(HANGUL),
    standard: pairs(EUC_KR, 0xB0..=0xC8, 0xA1),
    known: HashSet::new(),
});

fn letters(text: &str) -> HashSet<char> {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// The characters an encoding writes with these first bytes, and second bytes from `from` on.
fn pairs(encoding: &'static Encoding, leads: RangeInclusive<u8>, from: u8) -> HashSet<char> {
    let pairs = leads.flat_map(|lead| (from..=0xFE).map(move |trail| [lead, trail]));
    let decoded = |pair: [u8; 2]| encoding.decode_without_bom_handling_and_without_replacement(&pair)?.chars().next();
    pairs.filter_map(decoded).filter(|letter| !letter.is_ascii()).collect()
}

const CHINESE: &str = "
的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学
如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将
两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比
员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保
至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师
观清今切院让识候带导争运
限股份集团技贸易商厂店省县街镇村号楼室层座幢弄巷栋州京沪津渝冀豫云辽黑湘皖鲁浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳台广深圳杭苏沈武汉沙
庆岛济波福厦春哈滨郑昆阳石庄肥昌银兰乌木齐锡常绍温嘉湖佛珠莞惠汕烟潍徐扬泰盐连唐邯保洛桂林柳绵
客户称编码联系话址邮箱姓李刘陈杨赵黄周吴孙胡朱林郭罗梁宋谢韩冯董萧曹袁邓傅曾彭吕卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范姚谭廖邹熊陆郝孔崔康
毛邱秦江史顾侯邵孟龙段雷钱汤尹黎乔贺赖龚伟芳娜敏静丽磊洋勇艳杰娟涛超秀霞刚英红玉兰梅莉琳婷雪慧颖佳欣晨阳浩宇轩子涵博志建辉鹏飞斌健峰俊
订单价格额税率款票付收备注状态销售采购库存供应仓型号期末始终支余欠账银卡币元角整
电脑器械装料医药食服饰建筑流汽车环保源网络软硬件息云数智控仪表纸塑钢铁铜铝木竹玻璃橡胶纺织印刷包玩具家茶酒油米面奶肉鱼果蔬菜糖盐水饮
创鑫盛康瑞丰恒祥宏诚永兴华龙凯盈隆顺裕源润邦远腾飞跃旺富贵美佳好友乐吉利优良精英杰豪尊荣誉星辰阳光蓝绿红紫
经理总监部长助秘书项目负责联盟协议签合约服务咨询研究所中心分支机构办事处学校大学幼儿园医院银行酒店宾馆餐厅超市百货
待退换货送寄装卸运输流程申请审核批准处理取消完成延期逾未支预约邮费折扣促活积票据凭证账户借贷融投资金租赁保险险种汇率额余息收入成本润
笔记本电脑手机屏键盘鼠标打印复扫描相显示器耳充池线插座灯泡扇空调冰箱洗衣炉锅碗杯刀剪钉螺丝母轴承齿轮泵阀管接头焊钻床模具弹簧垫圈
白黑灰棕粉橙色大小号套件箱袋瓶罐桶吨克斤升米厘毫寸平方立台只双对条根片块卷束批次组
投诉咨反馈意满评价优差急普紧低级别原因解释建议跟踪回访客服热线工单坐席班主管部领导同事朋友家庭亲";

const OTHERWISE: &str = "
这這个個们們来來为為国國说說时時会會对對于於过過发發后後里裡种種经經么麼学學现現当當没沒动動还還进進样樣开開从從实實军軍无無与與长長机機业業
关關点點将將两兩间間问問应應战戰头頭体體见見产產话話给給门門儿兒东東声聲员員论論处處义義几幾认認条條系系气氣题題尔爾别別变變总總电電数數报報
结結务務场場计計资資许許统統区區队隊决決马馬书書则則听聽达達强強难難权權设設记記类類据據边邊张張该該规規万萬觉覺术術领領确確传傳师師观觀
让讓识識带帶导導争爭运運团團贸貿厂廠县縣镇鎮号號楼樓层層栋棟沪滬广廣苏蘇沈瀋汉漢庆慶岛島济濟厦廈滨濱郑鄭阳陽庄莊银銀兰蘭乌烏齐齊锡錫绍紹温溫
烟煙潍濰扬揚盐鹽连連辽遼云雲鲁魯浙浙赣贛晋晉陕陝闽閩贵貴粤粵宁寧琼瓊台臺称稱编編码碼联聯邮郵刘劉陈陳杨楊赵趙吴吳孙孫罗羅谢謝韩韓冯馮萧蕭
邓鄧吕呂卢盧蒋蔣贾賈丁丁叶葉阎閻钟鐘范範谭譚邹鄒陆陸顾顧龙龍钱錢汤湯乔喬贺賀赖賴龚龔伟偉丽麗艳艷杰傑娟娟涛濤刚剛红紅颖穎轩軒涵涵辉輝鹏鵬
飞飛订訂单單价價额額税稅备備状狀态態销銷售售采採购購库庫仓倉终終欠欠账賬币幣脑腦装裝医醫药藥饰飾筑築车車环環网網络絡软軟仪儀纸紙钢鋼铁鐵
铜銅铝鋁纺紡织織面麵鱼魚饮飲创創丰豐恒恆诚誠兴興华華凯凱顺順润潤远遠腾騰跃躍优優荣榮誉譽蓝藍绿綠监監书書项項负負责責协協议議签簽约約询詢
构構办辦园園馆館餐餐厅廳";

const TAIWAN: &str = "台北高雄桃園新竹苗栗彰化嘉義屏東花蓮宜蘭基隆臺灣香港九龍股份有限公司企業社實業行號路段巷弄樓縣市鄉鎮區里陳林黃張李王吳劉蔡楊
許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾游彭詹胡施沈余盧梁趙顏柯翁魏孫戴范方宋鄧杜傅侯曹薛丁卓阮馬董溫唐藍蔣石古紀姚連馮歐程湯黎
田康姜白尤巫鐘涂龔嚴韓袁志明俊傑建宏淑芬美玲雅婷怡君家豪冠宇宗翰承恩品妍的是在有人我不這了們他來說你就也會到要可以沒去看對著很把給讓嗎呢吧什麼怎為";

const KANJI: &str = "
日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入選立開手米力学問高代明実円
関決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法不来作性的要用制治度務強気小七成期公野協取都和統以機平総加山思家話世受区領多
県続進正安設保改数記院女初北午指権心界支第産結百派点教報済書府活原先共得解名交資予川向際査勝面委告軍文反元重近千考判認画海参売利組知案道信
策集在件団別物側任引使求所次水半品昨論計死官増係感特情投示変打男基私各始島直両朝革価式確村提運終挙果西勢減台広容必応演電歳住争談能無再位置
企真流格有疑口過局少放税検藤町常校料沢裁状工建語球営空職証土与急止送援供可役構木割聞身費付施切由説転食比難防補車優夫研収断井何南石足違消境
神番規術護展態導備宅害配副算視条幹独警宮究育席輸訪楽起万着乗店述残想線率病農州武声質念待試族象銀域助労例衛然早張映限親額監環験追審商葉義伝
働形景落担好退準賀訴辺造英被株頭技低毎医復仕去姿味負渡失移差衆個門写評課末守若種美岡影命含福蔵量望松非佐核観察整段横融型白深字答夜製票況音
申様財港識注呼達々鈴橋伊林清崎森池阿谷近坂遠青三浦斎斉原竹内宮村酒井柴菅久保小野横谷岩桜千葉河丸上杉増丹羽古屋名阪浜戸札幌仙熊静潟堺滋愛知
岐阜埼玉群馬栃茨城梨富奈良鳥取徳香媛宮崎鹿児沖縄兵庫広滋賀丁目番号室階棟客様請求書注文納品見積価格数量単位合計氏名住所電話担当者顧備考在庫健花恵優美
由紀樹洋介郎太智裕直翔奈穂沙織茂昭雄光博誠隆浩洋鉄鋼繊維薬酒茶菓肉魚米油印刷紙陸輸倉銘柄園寿富丘沼";

const HANGUL: &str = "
가각간갈감갑강개객거건검게격견결경계고곡골공과관광교구국군굴권귀규그극근글금급기긴길김까나난날남납내너네노녹논농높누눈뉴느는능니다단달담답당대
더덕데도독돈동되두드득든들등디따때또라락란람랑래량러런레력련령례로록론료루류률르른를름리린림립마막만말망매맥머먹메며면명모목몰무문물미민밀바
박반발밤방배백버번범법베변별병보복본봉부북분불브비빈사산살삼상새색생서석선설성세센소속손송쇼수순술스습승시식신실심십싱아악안알암압앙앞애액야
약양어억언얼업없에여역연열영예오옥온올와완왕외요용우욱운울움원월위유육윤율융으은을음응의이익인일임입있자작잔장재저적전절점정제조족존종좌주준
중즈즉증지직진질집차착찬참창채책처천철첨청체초촌총최추축출충취층치친카커컴코크클키타탁탄태택터테토톤통투트특티파판팔패퍼페편평폐포폭표품풍프
플피필하학한할함합항해핵행향허험현협형혜호혹홍화확환활황회획효후훈휴흐희히힘";
