//! What the generated files speak of. None of these words was looked at while the detection was tuned.

/// A language: how its values read, its headers, and the encodings its files come in.
pub(crate) struct Language {
    pub(crate) header: &'static str,
    pub(crate) values: &'static str,
    pub(crate) encodings: &'static [&'static str],
}

pub(crate) const LANGUAGES: [Language; 9] = [
    Language {
        header: "供应商全称 所在地 负责人 产品描述",
        values: "宁夏枸杞种植合作社 乌鲁木齐西域干果行 呼和浩特草原乳业有限责任公司 景德镇青瓷工坊 义乌饰品批发 佛山陶瓷卫浴 温岭水泵制造厂 永康五金工具
            常熟羽绒服饰 慈溪小家电 乐清低压电器 晋江运动鞋业 寿光蔬菜基地 安溪铁观音茶业 郑东新区 成华区建设北路 洪山区珞喻路 浑南区 诸葛明轩 上官婉清 尉迟恭
            令狐冲 夏侯惇 郭靖宇 林黛玉 贾宝琴 薛蟠 崔莺莺 陆小凤 花满楼 真皮沙发三人位 纯棉四件套 保温杯五百毫升 蓝牙耳机降噪版 儿童安全座椅 折叠自行车 蜂蜜柚子茶
            速冻水饺猪肉白菜馅 防滑瑜伽垫 太阳能路灯 轴流风机 液压千斤顶 数控车床 激光切割 热轧钢板 聚氯乙烯 乙二醇 硫酸铵 逾期三十天 对方要求延期 质保金未退 已核销",
        encodings: &["gb18030", "gbk", "utf-8", "utf-8+mark", "utf-16le", "utf-16be", "utf-16le+mark", "utf-16be+mark"],
    },
    Language {
        header: "供應商全名 所在城市 負責人 產品說明",
        values: "聯發科技 廣達電腦 和碩聯合科技 遠東新世紀 長榮海運 裕隆汽車 正新橡膠 巨大機械 味全食品 義美餐飲 板橋區文化路 士林夜市 鳳山區光遠路 旺角彌敦道
            屯門碼頭 沙田馬場 周杰倫 蔡依林 鄧麗君 張學友 梁朝偉 鞏俐 賴聲川 魏德聖 吳念真 電動機車電池組 有機烏龍茶葉 鳳梨酥禮盒 不織布口罩 竹炭除臭襪 藍芽喇叭
            登山背包 陶瓷刀具 黑糖薑母茶 純棉圍裙 貨到付款 逾期未繳 已開立發票 退貨處理中 請盡速回覆 統一編號有誤",
        encodings: &["big5", "utf-8", "utf-16le+mark", "utf-16be", "gb18030"],
    },
    Language {
        header: "得意先名 都道府県 担当者名 商品説明",
        values: "パナソニック株式会社 三井住友銀行 東芝エレベータ 資生堂 キリンビール 味の素 良品計画 村田製作所 有限会社小川酒造 合同会社みどり 埼玉県川越市 兵庫県神戸市
            長野県松本市 熊本県 石川県金沢市 高橋さくら 伊藤翔太 中村あかね 小林大輔 加藤結衣 吉田蓮 松本ひかり 井上悠斗 木村陽菜 抹茶アイスクリーム 電動アシスト自転車
            布団カバー ステンレス水筒 木製まな板 洗濯用洗剤 防災リュック 在庫切れ 返品済 納期未定 至急ご連絡ください 消費税込み",
        encodings: &["shift_jis", "utf-8", "utf-8+mark", "utf-16le+mark", "utf-16le"],
    },
    Language {
        header: "거래처명 소재지 담당자 제품설명",
        values: "롯데칠성음료 신세계백화점 대한항공 오뚜기식품 아모레퍼시픽 하이트진로 울산광역시 전라남도 순천시 경기도 수원시 강원도 속초시 정우성 한지민 송강호 배두나
            윤여정 류승룡 무선청소기 전기밥솥 고추장 선물세트 스테인리스 냄비 면티셔츠 반품요청 입금대기 출고준비 세금계산서 발행완료",
        encodings: &["euc-kr", "utf-8", "utf-16le+mark"],
    },
    Language {
        header: "Straße Größe Geschäftsführer Ländervorwahl",
        values: "Würth Böhringer Völklinger Hütte Märkische Kühltechnik Göppingen Osnabrück Saarbrücken Tübingen Lüneburg Bäumler Häußermann Köhler Krüger Grünwald Weiß
            Schäfer Strümpfe Schlüsselanhänger Frühstücksbrötchen Gefäß Türöffner Heißluftföhn Gemüsebrühe Löschgerät überfällig Rückgabe geprüft Anhänger für",
        encodings: &["windows-1252", "iso-8859-1", "utf-8", "utf-8+mark", "utf-16le+mark"],
    },
    Language {
        header: "Société Propriétaire Numéro Référence",
        values: "Boulangerie Lefèvre Électricité Générale du Rhône Château Père Gérard Frédéric Béatrice Hélène Françoise Jérôme Benoît Évreux Nîmes Sète Angoulême Thérèse
            mètre étagère réfrigérateur théière brûlée forêt maïs Noël reçu réglé échéance dépassée à bientôt cuillère canapé",
        encodings: &["windows-1252", "iso-8859-1", "utf-8", "utf-16le+mark"],
    },
    Language {
        header: "Razón Dirección Teléfono Descripción",
        values: "Cerámica Muñiz Jamones Ibérico Logroño Cádiz Cáceres Alcalá Avilés Begoña Iñaki Sofía Ramón Andrés Inés Raúl Martín Sánchez Jiménez Rodríguez Azulejería
            Champiñón Piña Pestaña Algodón Almacén Vehículo Número Atención Devolución Código Niñera Año montaña",
        encodings: &["windows-1252", "iso-8859-1", "utf-8", "utf-16be+mark"],
    },
    Language {
        header: "Razão Endereço Município Descrição",
        values: "Construções Irmãos Florianópolis Goiânia Maceió Belém Antônio Sebastião Inês Letícia Vinícius Lúcia Algodão Feijão Pão Maçã Açaí Calção Colchão Impressão
            Pagamento à vista Devolução Situação Crédito Débito Não Relógio Óleo",
        encodings: &["windows-1252", "utf-8"],
    },
    Language {
        header: "Företag Ort Kontaktperson Länsnamn",
        values: "Växjö Örebro Jönköping Gävle Södertälje Luleå Östersund Sjögren Åström Öberg Bäckström Kärnkraft Smörgås Fönsterkarm Skärgård Gräsklippare Färja
            Tønder Sønderborg Hjørring Bodø Ålesund Sørensen Jørgensen Kåre Håkon Fløte Grønnsaker Rødspætte",
        encodings: &["windows-1252", "iso-8859-1", "utf-8", "utf-8+mark"],
    },
];

/// Four bytes each in GB18030.
pub(crate) const RARE: [&str; 6] = ["㛃", "㼆", "𠮷", "𨋢", "䶮", "𤭢"];
