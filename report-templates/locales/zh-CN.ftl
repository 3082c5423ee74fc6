### 中文文案。数字传入时已排好格式。

## 日期

format-date = { $year }年{ $month }月{ $day }日
format-date-short = { $month }月{ $day }日
format-month = { $year }年{ $month }月
format-month-short = { $month }月
format-quarter = { $year } 年第{ $number ->
    [1] 一
    [2] 二
    [3] 三
   *[4] 四
}季度
format-quarter-short = { $year }Q{ $number }
format-quarter-shortest = { $short_year }Q{ $number }
# 十的次方与单位，由小到大。
format-money-units = 4 万, 8 亿
format-points = { $value } 个百分点
format-amount = { $amount } { $currency }

## 缺数原因

null-reason-no_data = 尚未收到相关数据。
null-reason-not_applicable = 不适用：基数为零或负数。
null-reason-insufficient_history = 历史数据不足。
null-reason-div_by_zero = 无法计算：分母为零。
null-reason-suppressed_small_n = 样本过少，不予显示。
null-reason-source_missing = 尚未接入相关系统。
null-reason-unstated = 未知。

## 客户价值贡献报告

portfolio-title = 客户价值贡献
portfolio-data-as-of = 数据截至{ $date }
portfolio-no-totals = 本季度尚无计算结果。

total-net-revenue-quarter = 本季净收入
total-net-revenue-year = 滚动十二个月净收入
total-active-customers = 有采购的客户
total-active-of = 近十二个月，共 { $customers } 家客户
total-top-share = 前 20% 客户占比
total-top-share-of = 占滚动十二个月净收入
change-on-quarter-before = 较上季

reading-revenue = { $direction ->
    [up] { $quarter }净收入 { $revenue }，环比增长 { $change }。
    [down] { $quarter }净收入 { $revenue }，环比下降 { $change }。
    [flat] { $quarter }净收入 { $revenue }，与上季持平。
   *[unknown] { $quarter }净收入 { $revenue }，暂无上季数据可比。
}
reading-concentration = { $count ->
    [1] 近十二个月，{ $active } 家有采购的客户中，仅一家就贡献了 { $share } 的净收入：
   *[other] 近十二个月，{ $active } 家有采购的客户中，{ $count } 家贡献了 { $share } 的净收入，
}
reading-leader = { $count ->
    [1] { $name }。
   *[other] 居首的是 { $name }，占 { $leader }。
}

curve-title = 累计价值曲线
curve-about = 客户按净收入从高到低排列。柱为单个客户占滚动十二个月净收入的比例，线为累计占比。
curve-description = 共 { $customers } 家客户，按净收入从高到低排列。累计占比同时列于下方客户表。
curve-axis = 客户排名
curve-point = 第 { $rank } 名 { $name }：占比 { $share }，累计 { $cumulative }
curve-empty = 近十二个月没有客户产生净收入。

classes-caption = ABC 分类：按排在该客户之前的累计占比划分
class-name = { $class } 类
column-class = 分类
column-customers = 客户数
column-net-revenue-year = 滚动十二个月净收入
column-share = 占比
column-cumulative = 累计占比
column-rank = 排名
column-customer = 客户
column-net-revenue-quarter = 本季净收入
column-growth = 同比

## 重点关注

watch-title = 重点关注客户
watch-about = 在已有风险指数的 { $total } 家客户中，列出风险最高的 { $shown } 家。两项指数均为 0 至 100 分。
watch-provisional = * 暂定：分级所需的部分数据尚缺。
column-tier = 客户层级
column-value-index = 价值贡献度
column-risk-index = 风险指数
column-risk-level = 风险等级
column-top-risks = 主要原因
tier-strategic = 战略级
tier-core = 核心级
tier-growth = 成长级
tier-standard = 标准
risk-level-low = 低
risk-level-medium = 中
risk-level-high = 高
risk-level-very_high = 极高
signal-sig_payment_delay = 付款延迟
signal-sig_order_plunge = 订单骤降
signal-sig_freq_drop = 采购频率下降
signal-sig_contract_expiry = 合同到期
signal-sig_complaint = 投诉
signal-sig_sat_volume = 满意度与采购量下滑
signal-sig_margin_erosion = 利润侵蚀
signal-sig_sla_breach = 服务超时
signal-override = 触及红线

customers-title = 客户价值排名
customers-about = 按截至{ $date }的滚动十二个月净收入排名，金额单位：{ $currency }。
customers-shown = 共 { $total } 家客户，此处列出前 { $shown } 家。

never-ordered-title = 从未下单
never-ordered-about = 有 { $count } 家客户已建档但从未下单。
never-ordered-unknown = 尚不掌握：{ $attributes }。
never-ordered-all-known = 档案完整。
list-separator = 、
sentence-separator = {""}

attribute-country = 国家
attribute-city = 城市
attribute-abc_class = ABC 分类
attribute-net_revenue_t12m = 净收入
attribute-rank_revenue = 收入排名
attribute-revenue_share = 收入占比
attribute-first_order_date = 首单日期
attribute-last_order_date = 最近下单日期
attribute-tier = 客户层级
attribute-class_ae = A–E 级
attribute-impact_score = 影响力评分
attribute-strategic_score = 战略匹配度
attribute-value_contribution_index = 价值贡献度
attribute-customer_contribution = 客户净贡献
attribute-whale_curve = 鲸鱼曲线位置
attribute-risk_index = 潜在风险指数
attribute-risk_level = 风险等级
attribute-risk_contribution = 风险构成
attribute-health_score = 健康度
attribute-health_trend = 健康度趋势
attribute-need_size_cell = 需求与规模分类
attribute-coverage_model = 覆盖模式
attribute-owner = 客户经理
attribute-next_action = 下一步行动
attribute-demand_forecast_q = 需求预测
attribute-share_of_wallet = 钱包份额

checks-title = 数据检查
checks-passed = { $count ->
    [0] 尚未定义检查项。
   *[other] { $count } 项检查全部通过。
}
checks-failed = { $count } 项检查中有 { $failed } 项发现问题：
checks-violations = { $count } 行
checks-severity-warn = 需要关注
checks-severity-block = 阻止发布

origin-title = 数据来源
origin-about = 所有数据均读自以下交付文件。“读取”为文件中的行数；被拒的行连同原因一并留存。
origin-none = 尚未读取任何交付文件。
column-extract = 数据提取
column-known-from = 最新数据日期
column-files = 文件数
column-rows-read = 读取行数
column-rows-landed = 入库
column-rows-rejected = 被拒
column-rows-unchanged = 未变

notes-title = 口径说明
note-net-revenue-term = 净收入
note-net-revenue = 发票行折后金额，红字发票计为负数，单位 { $currency }。
note-year-term = 滚动十二个月
note-year = 截至{ $date }的四个完整季度。
note-growth-term = 同比
note-growth = 本季与去年同季相比；去年同季为零或负数时，列出差额（{ $currency }）。
note-gini-term = 基尼系数
note-gini = 滚动十二个月为 { $gini }。各客户贡献相同时为 0，集中于一家时接近 1。
note-absent-term = —
note-absent = 未知或无定义，指向该处可见原因。绝不表示零。

## 图表

chart-data = 查看数据
chart-no-values = 暂无数据。
chart-not-known = 未知
chart-nothing-open = 无余额
chart-colon = ：
chart-quarters-about = 共 { $count } 个季度有数据；缺数处留空，不作零处理。
asset-map-about = { $customers } 家客户按价值与风险分布，圆越大，贡献越高。
asset-map-value = 价值（0–100）→
asset-map-risk = ↑ 风险（0–100）
asset-map-protect = 重点保全：价值高、风险高
asset-map-grow = 持续深耕：价值高、风险低
asset-map-limit = 控制投入：价值低、风险高
asset-map-maintain = 常规维护：价值低、风险低
asset-map-area = 面积：净贡献；空心：为负；虚线：未知
asset-map-unplaced = 另有 { $count } 家客户缺价值或风险评分，未列入图中。
asset-map-point = { $name }：价值 { $value }，风险 { $risk }，净贡献 { $amount }
whale-about = 共 { $customers } 家客户，按净贡献从高到低排列。
whale-axis = 客户，按净贡献从高到低
whale-peak = 第 { $rank } 家处达到峰值 { $amount }
funnel-stage = 阶段
funnel-count = 在手商机
funnel-amount = 金额
funnel-conversion = 转化率
timeline-about = 共 { $count } 段，竖线为{ $date }。
timeline-left-out = 另有 { $count } 段未画出。
level-low = 低
level-mid = 中
level-high = 高

## 图表样张

gallery-title = 图表样张
gallery-about = 每种图表分别以常规、空、单行、海量、负值和超长名称的样例数据绘制，数据均为虚构。
gallery-case-typical = 常规
gallery-case-one = 单行
gallery-case-none = 无数据
gallery-case-many = 海量
gallery-case-negative = 负值
gallery-case-long = 超长名称
gallery-case-unknown = 全部未知
gallery-case-level = 持平
gallery-type = 字体与色彩
gallery-specimen = 312 家客户中，41 家贡献了 78.4% 的收入；仅 Nordwind Logistik 一家就占 9.2%。
gallery-asset-map = 客户资产图
gallery-trend = 趋势
gallery-trend-heading = 回款持续放缓：应收周转天数升至 46.3 天，较三年前多 5 天。
gallery-trend-about = 应收账款周转天数（倒推法），与最佳可能值对照。
gallery-quarter = 季度
gallery-dso = 周转天数
gallery-best = 最佳可能
gallery-days = 天
gallery-agreed = 约定账期
gallery-columns = 各季净收入
gallery-sparklines = 表内小图
gallery-bars = 条形
gallery-bars-caption = 风险指数的构成（分）
gallery-risk-index = 风险指数
gallery-waterfall = 瀑布图
gallery-waterfall-caption = 从净收入到净贡献，滚动十二个月
gallery-line-net_revenue = 净收入
gallery-line-cost_of_goods = 销售成本
gallery-line-gross_margin = 毛利
gallery-line-discounts = 返利
gallery-line-cost_to_serve = 服务成本
gallery-line-carrying_cost = 应收占用成本
gallery-line-freight = 运费
gallery-line-contribution = 净贡献
gallery-stack = 账龄
gallery-stack-caption = 应收余额的账龄（逾期天数）
gallery-late-0 = 未到期
gallery-late-1 = 1–30 天
gallery-late-2 = 31–60 天
gallery-late-3 = 61–90 天
gallery-late-4 = 91–180 天
gallery-late-5 = 181–365 天
gallery-late-6 = 一年以上
gallery-curves = 曲线
gallery-whale = 鲸鱼曲线
gallery-funnel = 销售漏斗
gallery-funnel-caption = 各阶段商机
gallery-timeline = 时间轴
gallery-matrix = 矩阵
gallery-matrix-caption = 客户按影响力与战略相关性分布
gallery-impact = 影响力
gallery-relevance = 战略相关性
