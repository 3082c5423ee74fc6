//! Where customers are.

/// A Chinese city.
pub(crate) struct City {
    pub(crate) name: &'static str,
    pub(crate) pinyin: &'static str,
    pub(crate) province: &'static str,
    /// The first six digits after `91` in its companies' codes.
    pub(crate) division: &'static str,
    pub(crate) dial: &'static str,
    pub(crate) post: &'static str,
    /// Our sales area.
    pub(crate) area: &'static str,
}

const fn city(names: [&'static str; 2], province: &'static str, codes: [&'static str; 3], area: &'static str) -> City {
    City { name: names[0], pinyin: names[1], province, division: codes[0], dial: codes[1], post: codes[2], area }
}

/// Cities, with those of many factories more than once.
pub(crate) const CITIES: &[City] = &[
    city(["苏州", "Suzhou"], "江苏省", ["320500", "0512", "215000"], "华东大区"),
    city(["无锡", "Wuxi"], "江苏省", ["320200", "0510", "214000"], "华东大区"),
    city(["常州", "Changzhou"], "江苏省", ["320400", "0519", "213000"], "华东大区"),
    city(["南京", "Nanjing"], "江苏省", ["320100", "025", "210000"], "华东大区"),
    city(["上海", "Shanghai"], "上海市", ["310115", "021", "201200"], "华东大区"),
    city(["上海", "Shanghai"], "上海市", ["310114", "021", "201800"], "华东大区"),
    city(["杭州", "Hangzhou"], "浙江省", ["330100", "0571", "310000"], "华东大区"),
    city(["宁波", "Ningbo"], "浙江省", ["330200", "0574", "315000"], "华东大区"),
    city(["温州", "Wenzhou"], "浙江省", ["330300", "0577", "325000"], "华东大区"),
    city(["合肥", "Hefei"], "安徽省", ["340100", "0551", "230000"], "华东大区"),
    city(["芜湖", "Wuhu"], "安徽省", ["340200", "0553", "241000"], "华东大区"),
    city(["济南", "Jinan"], "山东省", ["370100", "0531", "250000"], "华北大区"),
    city(["青岛", "Qingdao"], "山东省", ["370200", "0532", "266000"], "华北大区"),
    city(["烟台", "Yantai"], "山东省", ["370600", "0535", "264000"], "华北大区"),
    city(["北京", "Beijing"], "北京市", ["110108", "010", "100080"], "华北大区"),
    city(["天津", "Tianjin"], "天津市", ["120116", "022", "300450"], "华北大区"),
    city(["石家庄", "Shijiazhuang"], "河北省", ["130100", "0311", "050000"], "华北大区"),
    city(["唐山", "Tangshan"], "河北省", ["130200", "0315", "063000"], "华北大区"),
    city(["沈阳", "Shenyang"], "辽宁省", ["210100", "024", "110000"], "东北大区"),
    city(["大连", "Dalian"], "辽宁省", ["210200", "0411", "116000"], "东北大区"),
    city(["长春", "Changchun"], "吉林省", ["220100", "0431", "130000"], "东北大区"),
    city(["广州", "Guangzhou"], "广东省", ["440101", "020", "510000"], "华南大区"),
    city(["深圳", "Shenzhen"], "广东省", ["440300", "0755", "518000"], "华南大区"),
    city(["东莞", "Dongguan"], "广东省", ["441900", "0769", "523000"], "华南大区"),
    city(["佛山", "Foshan"], "广东省", ["440600", "0757", "528000"], "华南大区"),
    city(["厦门", "Xiamen"], "福建省", ["350200", "0592", "361000"], "华南大区"),
    city(["泉州", "Quanzhou"], "福建省", ["350500", "0595", "362000"], "华南大区"),
    city(["武汉", "Wuhan"], "湖北省", ["420100", "027", "430000"], "华中大区"),
    city(["襄阳", "Xiangyang"], "湖北省", ["420600", "0710", "441000"], "华中大区"),
    city(["长沙", "Changsha"], "湖南省", ["430100", "0731", "410000"], "华中大区"),
    city(["株洲", "Zhuzhou"], "湖南省", ["430200", "0731", "412000"], "华中大区"),
    city(["郑州", "Zhengzhou"], "河南省", ["410100", "0371", "450000"], "华中大区"),
    city(["洛阳", "Luoyang"], "河南省", ["410300", "0379", "471000"], "华中大区"),
    city(["成都", "Chengdu"], "四川省", ["510100", "028", "610000"], "西南大区"),
    city(["重庆", "Chongqing"], "重庆市", ["500112", "023", "401120"], "西南大区"),
    city(["西安", "Xi'an"], "陕西省", ["610100", "029", "710000"], "西北大区"),
];

/// A city abroad.
pub(crate) struct CityAbroad {
    pub(crate) name: &'static str,
    pub(crate) country: &'static str,
    pub(crate) country_name: &'static str,
    pub(crate) dial: &'static str,
    pub(crate) post: &'static str,
    pub(crate) legal_form: &'static str,
    pub(crate) mail_ending: &'static str,
}

const fn abroad(name: &'static str, country: [&'static str; 2], codes: [&'static str; 4]) -> CityAbroad {
    CityAbroad {
        name,
        country: country[0],
        country_name: country[1],
        dial: codes[0],
        post: codes[1],
        legal_form: codes[2],
        mail_ending: codes[3],
    }
}

/// Cities abroad, each with the legal form usual there.
pub(crate) const CITIES_ABROAD: &[CityAbroad] = &[
    abroad("Stuttgart", ["DE", "德国"], ["+49 711", "70173", "GmbH", "de"]),
    abroad("Dortmund", ["DE", "德国"], ["+49 231", "44135", "GmbH & Co. KG", "de"]),
    abroad("Leipzig", ["DE", "德国"], ["+49 341", "04109", "AG", "de"]),
    abroad("Cleveland", ["US", "美国"], ["+1 216", "44101", "Inc.", "com"]),
    abroad("Houston", ["US", "美国"], ["+1 713", "77001", "LLC", "com"]),
    abroad("Milwaukee", ["US", "美国"], ["+1 414", "53201", "Corporation", "com"]),
    abroad("Birmingham", ["GB", "英国"], ["+44 121", "B1 1AA", "Ltd", "co.uk"]),
    abroad("Sheffield", ["GB", "英国"], ["+44 114", "S1 1AA", "Limited", "co.uk"]),
    abroad("Torino", ["IT", "意大利"], ["+39 011", "10121", "S.p.A.", "it"]),
    abroad("Nagoya", ["JP", "日本"], ["+81 52", "450-0002", "Co., Ltd.", "co.jp"]),
    abroad("Singapore", ["SG", "新加坡"], ["+65", "018956", "Pte. Ltd.", "com.sg"]),
    abroad("Västerås", ["SE", "瑞典"], ["+46 21", "722 11", "AB", "se"]),
];

/// Streets of Chinese industrial parks.
pub(crate) const STREETS: &[&str] = &[
    "工业园区星湖街",
    "高新区科技路",
    "经济开发区长江路",
    "经开区金山大道",
    "产业园创新路",
    "新区人民东路",
    "开发区珠江路",
    "高新区锦业路",
    "工业园兴业路",
    "示范区光谷大道",
];

/// Streets abroad.
pub(crate) const STREETS_ABROAD: &[&str] =
    &["Industrial Road", "Station Street", "Harbour Way", "Mill Lane", "Foundry Road", "Park Avenue", "Werkstrasse"];
