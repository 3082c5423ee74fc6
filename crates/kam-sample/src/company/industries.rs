//! What customers make, and when in the year they buy.

/// An industry.
pub(crate) struct Industry {
    pub(crate) name: &'static str,
    pub(crate) english: &'static str,
    /// Words companies of it carry in their names: Chinese, short, English.
    pub(crate) words: [[&'static str; 3]; 4],
    /// How much is bought in each month, in thousandths of the usual: they add to twelve thousand.
    pub(crate) season: [i64; 12],
}

/// The industries.
pub(crate) const INDUSTRIES: &[Industry] = &[
    Industry {
        name: "汽车制造",
        english: "Automotive",
        words: [
            ["汽车零部件", "汽配", "Auto Parts"],
            ["车辆科技", "车辆", "Vehicle Technology"],
            ["汽车传动系统", "汽车传动", "Automotive Drivelines"],
            ["精密汽车部件", "汽车部件", "Precision Auto Components"],
        ],
        season: [900, 700, 1150, 1050, 1000, 1000, 900, 900, 1100, 1050, 1100, 1150],
    },
    Industry {
        name: "工程机械",
        english: "Construction Machinery",
        words: [
            ["工程机械", "工程机械", "Construction Machinery"],
            ["重工", "重工", "Heavy Industry"],
            ["液压机械", "液压", "Hydraulic Machinery"],
            ["起重设备", "起重", "Lifting Equipment"],
        ],
        season: [850, 850, 1400, 1300, 1150, 1000, 850, 850, 950, 950, 950, 900],
    },
    Industry {
        name: "钢铁冶金",
        english: "Steel",
        words: [
            ["钢铁", "钢铁", "Iron & Steel"],
            ["特殊钢", "特钢", "Special Steel"],
            ["金属制品", "金属", "Metal Products"],
            ["冶金设备", "冶金", "Metallurgical Equipment"],
        ],
        season: [950, 800, 1100, 1050, 1000, 950, 900, 950, 1050, 1100, 1100, 1050],
    },
    Industry {
        name: "化工",
        english: "Chemicals",
        words: [
            ["化工", "化工", "Chemical"],
            ["新材料", "新材料", "New Materials"],
            ["精细化学", "精细化学", "Fine Chemicals"],
            ["石化装备", "石化装备", "Petrochemical Equipment"],
        ],
        season: [900, 800, 1150, 1150, 1100, 950, 850, 900, 1100, 1100, 1050, 950],
    },
    Industry {
        name: "电子制造",
        english: "Electronics",
        words: [
            ["电子科技", "电子", "Electronic Technology"],
            ["光电", "光电", "Optoelectronics"],
            ["半导体装备", "半导体", "Semiconductor Equipment"],
            ["智能装备", "智能装备", "Intelligent Equipment"],
        ],
        season: [850, 700, 900, 950, 950, 1000, 1100, 1200, 1250, 1150, 1050, 900],
    },
    Industry {
        name: "食品饮料",
        english: "Food & Beverage",
        words: [
            ["食品", "食品", "Foods"],
            ["乳业", "乳业", "Dairy"],
            ["饮料", "饮料", "Beverage"],
            ["食品机械", "食品机械", "Food Machinery"],
        ],
        season: [1100, 750, 950, 1000, 1100, 1150, 1100, 1050, 1000, 900, 900, 1000],
    },
    Industry {
        name: "纺织",
        english: "Textiles",
        words: [
            ["纺织", "纺织", "Textile"],
            ["纺织机械", "纺机", "Textile Machinery"],
            ["印染", "印染", "Dyeing & Printing"],
            ["化纤", "化纤", "Chemical Fibre"],
        ],
        season: [850, 750, 1250, 1200, 1000, 850, 850, 1000, 1200, 1150, 1000, 900],
    },
    Industry {
        name: "造纸包装",
        english: "Paper & Packaging",
        words: [
            ["纸业", "纸业", "Paper"],
            ["包装材料", "包装", "Packaging"],
            ["包装机械", "包装机械", "Packaging Machinery"],
            ["印刷", "印刷", "Printing"],
        ],
        season: [950, 750, 1000, 1000, 1000, 950, 950, 1050, 1150, 1150, 1050, 1000],
    },
    Industry {
        name: "电力能源",
        english: "Power & Energy",
        words: [
            ["电气", "电气", "Electric"],
            ["能源装备", "能源装备", "Energy Equipment"],
            ["风电设备", "风电", "Wind Power Equipment"],
            ["电力设备", "电力", "Power Equipment"],
        ],
        season: [700, 650, 950, 1000, 1050, 1150, 1000, 950, 1050, 1100, 1150, 1250],
    },
    Industry {
        name: "建材",
        english: "Building Materials",
        words: [
            ["水泥", "水泥", "Cement"],
            ["建材", "建材", "Building Materials"],
            ["玻璃", "玻璃", "Glass"],
            ["陶瓷", "陶瓷", "Ceramics"],
        ],
        season: [750, 650, 1150, 1250, 1200, 1050, 950, 950, 1050, 1100, 1050, 850],
    },
    Industry {
        name: "医药",
        english: "Pharmaceuticals",
        words: [
            ["制药", "制药", "Pharmaceutical"],
            ["生物医药", "生物医药", "Biopharma"],
            ["医疗器械", "医疗器械", "Medical Devices"],
            ["制药装备", "制药装备", "Pharmaceutical Equipment"],
        ],
        season: [950, 850, 1050, 1000, 1000, 1000, 950, 950, 1050, 1050, 1050, 1100],
    },
    Industry {
        name: "轨道交通",
        english: "Rail",
        words: [
            ["轨道交通装备", "轨道装备", "Rail Equipment"],
            ["机车车辆", "机车", "Rolling Stock"],
            ["铁路器材", "铁路器材", "Railway Materials"],
            ["传动设备", "传动", "Drive Equipment"],
        ],
        season: [700, 700, 950, 950, 1000, 1150, 950, 950, 1050, 1050, 1200, 1350],
    },
];
