//! What is sold, and how prices and costs move.

use crate::company::fen::Fen;
use crate::company::quarter::Quarter;

/// A product: listed once for all customers and quarters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product {
    /// Material number, as `10.02.0007`.
    pub code: &'static str,
    /// Name, Chinese.
    pub name: &'static str,
    /// Product line, Chinese.
    pub line: &'static str,
    /// Specification, as `M20x1.5`.
    pub specification: &'static str,
    /// Unit of sale, as `件`.
    pub unit: &'static str,
    /// List price of one unit in the first quarter of 2022.
    pub list_price: Fen,
    /// Standard cost of one unit in the first quarter of 2022.
    pub standard_cost: Fen,
}

const BEARINGS: &str = "轴承";
const DRIVES: &str = "传动部件";
const SEALS: &str = "密封件";
const HYDRAULICS: &str = "液压元件";
const SENSORS: &str = "传感与控制";

const fn product(
    line: &'static str,
    code: &'static str,
    [name, specification, unit]: [&'static str; 3],
    [price, cost]: [i64; 2],
) -> Product {
    Product { code, name, line, specification, unit, list_price: Fen(price), standard_cost: Fen(cost) }
}

/// All products, by line; prices in fen.
pub const PRODUCTS: &[Product] = &[
    product(BEARINGS, "10.01.0001", ["深沟球轴承", "6204-2RS", "件"], [2_650, 1_480]),
    product(BEARINGS, "10.01.0002", ["深沟球轴承", "6310-ZZ", "件"], [9_800, 5_590]),
    product(BEARINGS, "10.01.0003", ["圆锥滚子轴承", "30210", "件"], [12_600, 7_430]),
    product(BEARINGS, "10.01.0004", ["调心滚子轴承", "22220-CC", "件"], [86_500, 51_900]),
    product(BEARINGS, "10.01.0005", ["角接触球轴承", "7208-BEP", "件"], [18_900, 10_770]),
    product(BEARINGS, "10.01.0006", ["推力球轴承", "51112", "件"], [7_400, 4_290]),
    product(BEARINGS, "10.01.0007", ["带座外球面轴承", "UCP208", "套"], [8_600, 5_160]),
    product(BEARINGS, "10.01.0008", ["回转支承", "013.40.1000", "套"], [1_280_000, 806_400]),
    product(DRIVES, "20.01.0001", ["滚子链", "16A-1", "米"], [5_200, 3_280]),
    product(DRIVES, "20.01.0002", ["同步带", "HTD-8M-1200", "条"], [11_800, 6_490]),
    product(DRIVES, "20.01.0003", ["弹性联轴器", "LX3", "套"], [36_500, 21_900]),
    product(DRIVES, "20.01.0004", ["膜片联轴器", "JMII-12", "套"], [268_000, 152_760]),
    product(DRIVES, "20.01.0005", ["蜗轮减速机", "NMRV063", "台"], [58_000, 37_120]),
    product(DRIVES, "20.01.0006", ["斜齿轮减速机", "R87-11kW", "台"], [785_000, 510_250]),
    product(DRIVES, "20.01.0007", ["行星减速机", "PLF120-10", "台"], [326_000, 192_340]),
    product(DRIVES, "20.01.0008", ["滚珠丝杠", "SFU2510-1000", "根"], [92_000, 52_440]),
    product(SEALS, "30.01.0001", ["骨架油封", "TC 45x65x8", "件"], [680, 330]),
    product(SEALS, "30.01.0002", ["O形圈", "NBR 50x3.5", "件"], [220, 95]),
    product(SEALS, "30.01.0003", ["机械密封", "MG1-45", "套"], [48_000, 23_520]),
    product(SEALS, "30.01.0004", ["集装式机械密封", "CM2D-60", "套"], [385_000, 188_650]),
    product(SEALS, "30.01.0005", ["组合密封垫", "M22", "件"], [310, 150]),
    product(SEALS, "30.01.0006", ["活塞杆密封", "IDU 63x73x9", "件"], [4_300, 2_020]),
    product(SEALS, "30.01.0007", ["石墨盘根", "12x12", "公斤"], [16_500, 8_910]),
    product(SEALS, "30.01.0008", ["金属缠绕垫", "DN150 4.0MPa", "件"], [5_900, 3_070]),
    product(HYDRAULICS, "40.01.0001", ["柱塞泵", "A10VSO45", "台"], [895_000, 572_800]),
    product(HYDRAULICS, "40.01.0002", ["齿轮泵", "CBN-E316", "台"], [68_000, 44_200]),
    product(HYDRAULICS, "40.01.0003", ["电磁换向阀", "4WE6E", "件"], [39_500, 23_310]),
    product(HYDRAULICS, "40.01.0004", ["比例换向阀", "4WRZE16", "件"], [1_460_000, 861_400]),
    product(HYDRAULICS, "40.01.0005", ["溢流阀", "DBW20", "件"], [96_000, 58_560]),
    product(HYDRAULICS, "40.01.0006", ["液压油缸", "HSG 80/45-500", "台"], [245_000, 159_250]),
    product(HYDRAULICS, "40.01.0007", ["高压胶管总成", "DN19-2SN", "根"], [13_800, 8_690]),
    product(HYDRAULICS, "40.01.0008", ["回油滤芯", "0330R010", "件"], [19_600, 9_800]),
    product(SENSORS, "50.01.0001", ["接近开关", "M18-PNP", "件"], [8_900, 3_920]),
    product(SENSORS, "50.01.0002", ["光电传感器", "LR-Z 250", "件"], [42_000, 18_900]),
    product(SENSORS, "50.01.0003", ["压力变送器", "0-1.6MPa", "件"], [98_000, 43_120]),
    product(SENSORS, "50.01.0004", ["温度变送器", "Pt100 4-20mA", "件"], [36_000, 15_480]),
    product(SENSORS, "50.01.0005", ["旋转编码器", "2048P/R", "件"], [74_000, 34_040]),
    product(SENSORS, "50.01.0006", ["变频器", "15kW 380V", "台"], [465_000, 255_750]),
    product(SENSORS, "50.01.0007", ["可编程控制器", "CPU-24DI16DO", "台"], [298_000, 146_020]),
    product(SENSORS, "50.01.0008", ["振动监测模块", "VM-4CH", "套"], [1_180_000, 507_400]),
];

/// How many products a line has.
pub(crate) const PRODUCTS_PER_LINE: usize = 8;
/// How many lines there are.
pub(crate) const LINES: usize = 5;

/// What metal adds to or takes from costs, in ten-thousandths, over sixteen quarters and then again.
const METAL: [i64; 16] = [0, 180, 320, 260, 90, -60, -180, -240, -150, -20, 110, 260, 410, 330, 190, 60];
/// How much of that each line feels, in percent.
const METAL_FELT: [i64; LINES] = [100, 80, 25, 70, 15];
/// What list prices gain in a quarter, in ten-thousandths of 2022's.
const PRICE_DRIFT: [i64; LINES] = [45, 50, 35, 55, -15];
/// What costs gain in a quarter, in ten-thousandths of 2022's.
const COST_DRIFT: [i64; LINES] = [60, 55, 40, 60, -5];
const FIRST_PRICED: Quarter = Quarter { year: 2022, number: 1 };

/// Gives the list price of a product in a quarter; prices change in January and July.
#[must_use]
pub fn list_price(product: usize, quarter: Quarter) -> Fen {
    let halves = (quarter.ordinal() - FIRST_PRICED.ordinal()).div_euclid(2) * 2;
    indexed(PRODUCTS[product].list_price, PRICE_DRIFT[product / PRODUCTS_PER_LINE] * halves)
}

/// Gives the standard cost of a product in a quarter.
#[must_use]
pub fn standard_cost(product: usize, quarter: Quarter) -> Fen {
    let quarters = quarter.ordinal() - FIRST_PRICED.ordinal();
    let line = product / PRODUCTS_PER_LINE;
    let metal = METAL[quarters.rem_euclid(16) as usize] * METAL_FELT[line] / 100;
    indexed(PRODUCTS[product].standard_cost, COST_DRIFT[line] * quarters + metal)
}

fn indexed(amount: Fen, gain: i64) -> Fen {
    amount.share((10_000 + gain).max(2_000), 10_000)
}
