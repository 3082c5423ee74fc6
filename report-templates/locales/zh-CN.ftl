### 中文文案。数字传入时已排好格式。

## 日期

format-month-name = { $month }月
format-date = { $year }年{ format-month-name }{ $day }日
format-date-short = { format-month-name }{ $day }日
format-month = { $year }年{ format-month-name }
format-month-short = { format-month-name }
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
format-hours = { $value } 小时
format-days = { $value } 天
format-working-days = { $value } 个工作日
format-amount = { $amount }{ $currency ->
    [CNY] 元
    [none] {""}
   *[other] {" "}{ $currency }
}

currency-CNY = 元

## 缺数原因

null-reason-no_data = 尚未收到相关数据。
null-reason-not_applicable = 不适用：基数为零或负数。
null-reason-insufficient_history = 历史数据不足。
null-reason-div_by_zero = 无法计算：分母为零。
null-reason-suppressed_small_n = 样本过少，不予显示。
null-reason-source_missing = 尚未接入相关系统。
null-reason-no_warning = 没有预警信号。
null-reason-informational = 仅供参考，不计入指数。
null-reason-unstated = 未知。

## 各章节通用词

tier-strategic = 战略级
tier-core = 核心级
tier-growth = 成长级
tier-standard = 标准级
tier-none = 未分级
provisional-note = { $every ->
    [true] 表中层级均为暂定：分级所需的部分数据尚缺。
   *[false] * 暂定：分级所需的部分数据尚缺。
}
risk-level-low = 低
risk-level-medium = 中
risk-level-high = 高
risk-level-very_high = 极高
risk-level-of = 风险{ $level }
signal-sig_payment_delay = 付款延迟
signal-sig_order_plunge = 订单骤降
signal-sig_freq_drop = 采购频率下降
signal-sig_contract_expiry = 合同到期
signal-sig_complaint = 投诉
signal-sig_sat_volume = 满意度与采购量下滑
signal-sig_margin_erosion = 利润侵蚀
signal-sig_sla_breach = 服务超时
signal-sig_exec_change = 高管变动
signal-sig_legal_event = 法律纠纷
signal-sig_registry_event = 工商变更
signal-sig_competitor_incursion = 竞品进入
signal-sig_contact_silence = 联络中断
signal-sig_champion_loss = 关键人流失
signal-override = 触及红线
signal-level-red = 红
signal-level-amber = 黄
signal-level-green = 绿
quadrant-name-protect = 重点保全
quadrant-name-grow = 持续深耕
quadrant-name-limit = 控制投入
quadrant-name-maintain = 常规维护
list-separator = 、
place-separator = {" "}·{" "}
sentence-separator = {""}
unit-days = 天
total-all = 合计
table-search = 查找
table-found = 找到 % 行

column-customer = 客户
column-tier = 客户层级
column-class = 分类
column-rank = 排名
column-share = 占比
column-cumulative = 累计占比
column-cumulative-amount = 累计金额
column-customers = 客户数
column-quarter = 季度
column-change = 较上季
column-reason = 原因
column-value = 取值
column-state = 状态
column-net-revenue = 净收入
column-net-revenue-year = 滚动十二个月净收入
column-net-revenue-quarter = 本季净收入
column-growth = 同比
column-contribution = 滚动十二个月净贡献
column-contribution-quarter = 净贡献
column-value-index = 价值贡献度
column-risk-index = 风险指数
column-risk-level = 风险等级
column-impact = 影响力
column-strategic = 战略匹配度
column-quadrant = 象限
column-top-risks = 主要原因

## 季度价值报告：报头与摘要

portfolio-title = 季度价值报告
portfolio-data-as-of = 数据截至{ $date }
portfolio-no-totals = 本季度尚无计算结果。
contents-title = 目录

reading-no-revenue = { $quarter }尚无收入数据。
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
point-movements = 较上季，{ $tiered ->
    [true] { $up ->
        [0] 无客户升级
       *[other] { $up } 家客户升级
    }，{ $down ->
        [0] 无客户降级
       *[other] { $down } 家降级
    }；
   *[false] {""}
}{ $new ->
    [0] 无新增客户
   *[other] 新增 { $new } 家
}，{ $lost ->
    [0] 无客户流失
   *[other] 流失 { $lost } 家
}。
point-new = { $count ->
    [0] 本季无新增客户。
   *[other] 本季新增客户 { $count } 家{ $known ->
        [true] ，贡献净收入 { $amount }，占全季 { $share }。
       *[false] 。
    }
}历史不足十二个月，尚无法判断流失。
point-risk = { $count ->
    [0] 没有客户处于高风险，{ $medium ->
        [0] 亦无中风险客户。
       *[other] { $medium } 家处于中风险。
    }
   *[other] { $count } 家客户处于高风险，近十二个月贡献净收入 { $amount }，占 { $share }。
}
point-profit = 扣除服务成本后，客户近十二个月净贡献合计 { $amount }；{ $count ->
    [0] 没有亏损客户。
   *[other] { $count } 家客户入不敷出{ $known ->
        [true] ，侵蚀利润 { $erosion }。
       *[false] 。
    }
}
point-receivables = { $some ->
    [flat] 季末没有应收余额。
   *[other] 应收余额 { $balance }，逾期率 { $overdue }{ $direction ->
        [up] ，较上季上升 { $change }。
        [down] ，较上季下降 { $change }。
        [flat] ，与上季持平。
       *[unknown] 。
    }
}
point-dso = 应收账款周转天数 { $days } 天{ $direction ->
    [up] ，较上季延长 { $change } 天。
    [down] ，较上季缩短 { $change } 天。
    [flat] ，与上季持平。
   *[unknown] 。
}
point-checks = { $failed ->
    [0] { $count ->
        [0] 尚未定义数据检查。
       *[other] { $count } 项数据检查全部通过。
    }
   *[other] { $count } 项数据检查中有 { $failed } 项发现问题。
}
point-ledger = { $differing ->
    [0] 与总账核对 { $compared } 项月度余额，分毫不差。
   *[other] 与总账核对 { $compared } 项月度余额，{ $differing } 项存在差异。
}
point-no-ledger = 未收到总账数据，合计数无从核对。
points-title = 本季要点
act-title = 优先处理
act-why = 风险指数 { $index }，近十二个月净收入 { $revenue }：{ $signals }。
act-step = 首要举措：
act-effect = 指数可降至 { $index }（{ $level }）。

total-net-revenue-quarter = 本季净收入
total-net-revenue-year = 滚动十二个月净收入
total-active-customers = 有采购的客户
total-active-of = 近十二个月，共 { $customers } 家客户
total-customers-quarter = 本季有采购的客户
total-customers-of-file = 在册共 { $customers } 家
total-new-customers = 本季新增客户
total-new-share = { $known ->
    [true] 占本季净收入 { $share }
   *[false] {""}
}
totals-no-year = 数据积累尚不足十二个月，滚动净收入及由此得出的占比、排名、ABC 分类与增长率均无从计算。
total-top-share = 前 20% 客户占比
total-top-share-of = 占滚动十二个月净收入
change-on-quarter-before = 较上季

## 客户变动

movements-title = 客户变动
movements-about = { $tiered ->
    [true] 自 { $quarter }以来的升降级、新增与流失。
   *[false] { $year ->
        [true] 自 { $quarter }以来新增与流失的客户。
       *[false] 自 { $quarter }以来新增的客户。数据积累不足一年，在此之前采购过的老客户也会计为新增。
    }
}
movements-shown = 新增客户共 { $count } 家，以下仅列净收入最高的 { $shown } 家。
movements-none = 自 { $quarter }以来，客户层级无变化，也无新增或流失。
movements-unknown = 暂无上季分级可比。
movements-note = { $tiered ->
    [true] 箭头左侧为上季，右侧为本季；影响力、战略匹配度与风险指数均为 0 至 100 分。
   *[false] 箭头左侧为上季，右侧为本季；各项得分均为 0 至 100 分。
}
movement-lost = 流失
movement-down = 降级
movement-up = 升级
movement-new = 新增
movement-reason-value = 价值变化
movement-reason-risk = 风险变化
movement-reason-strategy = 战略匹配度变化
movement-reason-rule = 规则触发：收入或净贡献越过门槛
movement-because-lost = 近十二个月无采购
movement-because-new = 本季首单
movement-because-up = 原因未知
movement-because-down = 原因未知
column-movement = 层级变化

## 客户资产地图

map-title = 客户资产地图
map-heading = { $count ->
    [1] 一家客户的价值与风险。
   *[other] { $count } 家客户的价值与风险：右上角的客户最需保全。
}
map-about = 横轴为价值贡献度，纵轴为风险指数，面积为滚动十二个月净贡献。价值以 { $value } 分、风险以 { $risk } 分为界。
map-unplaced = 另有 { $count } 家有采购记录的客户因价值或风险未知而未列入图中。

## 重点关注

watch-title = 重点关注客户
watch-about = { $total ->
    [1] 仅一家客户已有风险指数。
   *[other] 在已有风险指数的 { $total } 家客户中列出 { $shown } 家：先看风险等级，同级者按净收入从高到低。
}
watch-caption = 两项指数均为 0 至 100 分；前几家的风险构成详见下文。
risk-facts = 风险指数 { $index }{ $direction ->
    [up] ，较上季上升 { $change }
    [down] ，较上季下降 { $change }
    [flat] ，与上季持平
   *[unknown] {""}
} · 近十二个月净收入 { $revenue } · { $tier }
risk-parts-of = { $name }的风险构成
risk-coverage = 为以上各项之和；应有信息已掌握 { $coverage }
column-signal = 预警信号
column-adds = 贡献分
column-score = 得分
column-found = 发现
column-relief = 如何化解
finding-override = 有合同被提前终止，且无合同在执行。
finding-overdue_30 = 应收余额中 { $observed } 已逾期超过 30 天。
finding-days_late = 平均逾期 { $observed } 天，自身历史中位数为 { $expected } 天。
finding-order_plunge = 本季下单 { $observed }，预期为 { $expected }。
finding-freq_drop = 距上次下单已 { $observed } 天；以往九成间隔不超过 { $expected } 天。
finding-contract_expiry = { $direction ->
    [up] 距续约通知期限还有 { $observed } 天。
    [flat] 季末当日即为续约通知期限。
   *[down] 续约通知期限已过 { $observed } 天。
}
finding-open_crisis = 有最高级别的投诉尚未解决。
finding-complaint = 每百单投诉 { $observed } 分，自身历史中位数为 { $expected } 分。
finding-sat_volume = { $quadrant }：采购量 { $observed }，自身历史中位数为 { $expected }。
finding-margin_erosion = 净贡献率 { $observed }，上年为 { $expected }。
finding-sla_breach = 到期工单中 { $observed } 响应或解决超时。
quadrant-both_down = 满意度与采购量双降
quadrant-satisfaction_down = 满意度下降、采购量持稳
quadrant-volume_down = 采购量下降、满意度持稳
quadrant-both_held = 满意度与采购量均持稳
quadrant-volume_only = 满意度未知
relief-override = 重新签约。
relief-overdue_30 = 催收，使逾期超 30 天的占比降至 { $limit } 以下。
relief-days_late = 加快催收，使付款恢复到自身常态。
relief-order_plunge-limit = 季度订单回升至 { $limit }以上。
relief-sig_order_plunge = 订单恢复到预期水平。
relief-freq_drop-limit = 下单间隔不超过 { $limit } 天。
relief-sig_freq_drop = 尽快促成下单。
relief-sig_contract_expiry = 完成续约。
relief-open_crisis = 解决该投诉。
relief-sig_complaint = 消除投诉根因。
relief-sig_sat_volume = 挽回采购量，查明不满之处。
relief-margin_erosion-limit = 净贡献率回升至 { $limit } 以上。
relief-sig_margin_erosion = 恢复利润水平。
relief-sla_breach-limit = 工单超时率降至 { $limit } 以下。
relief-sig_sla_breach = 兑现服务承诺。
relief-effect = { $left ->
    [true] 化解后指数为 { $index }，等级降为{ $level }。
   *[false] 化解后指数为 { $index }，等级仍为{ $level }。
}
evidence-more = ，另有 { $count } 项
evidence-contract = 合同 { $key }，{ $date }到期{ $known ->
    [true] ，年额 { $amount }
   *[false] {""}
}
evidence-terminated_contract = 合同 { $key }，{ $date }终止
evidence-complaint = 投诉 { $key }，{ $date }{ $known ->
    [true] ，{ $amount } 级
   *[false] {""}
}
evidence-late_ticket = 工单 { $key }，{ $date }到期{ $known ->
    [true] ，{ $amount } 级
   *[false] {""}
}
evidence-overdue_receivable = 应收单 { $key }，{ $date }到期，未收 { $amount }
evidence-late_payment = { $date }付款 { $amount }
evidence-orders_of_quarter = { $key } 订单额 { $amount }
evidence-volume_of_quarter = { $key } 采购量 { $amount }
evidence-last_order = 最近一单 { $key }，{ $date }，距今 { $amount } 天
evidence-survey_answer = { $date }问卷 { $key }：满分 100，得 { $amount } 分

## 客户层级

tiers-title = 客户层级
tiers-about = 客户的层级分布与各级的价值贡献。金额为滚动十二个月{ $currency ->
    [CNY] ，单位：元
    [none] {""}
   *[other] ，单位：{ $currency }
}。
tiers-moved = ↑ { $up } ↓ { $down }
tiers-line = { $tier }客户近八个季度的净收入
tiers-note = “未分级”包括从未下单的客户、信息不足的客户，以及未能对应到客户的单据。右侧小图为各级现有客户的逐季净收入。
column-moved = 升降
column-high-risk = 高风险
column-eight-quarters = 近八个季度

## 集中度

concentration-title = 客户集中度
concentration-about = 前 10% 的客户贡献滚动十二个月净收入的 { $top10 }，前 20% 贡献 { $top20 }。基尼系数 { $gini }，赫芬达尔指数 { $hhi }（满值 10,000）。
curve-title = 累计价值曲线
curve-about = 客户按净收入从高到低排列。柱为单个客户占滚动十二个月净收入的比例，线为累计占比。
curve-description = 共 { $customers } 家客户，按净收入从高到低排列。累计占比同时列于下方客户表。
curve-axis = 客户排名
curve-point = 第 { $rank } 名 { $name }：占比 { $share }，累计 { $cumulative }
classes-caption = ABC 分类：按排在该客户之前的累计占比划分
class-name = { $class } 类
whale-title = 鲸鱼曲线
whale-reading = { $known ->
    [true] { $told ->
        [true] 盈利客户创造了总利润的 { $peak }；{ $count } 家亏损客户又侵蚀了其中的 { $erosion }。
       *[false] { $count ->
            [0] 没有亏损客户，利润未受侵蚀。
           *[other] { $count } 家客户亏损，但侵蚀的利润微乎其微。
        }
    }
   *[false] 客户按净贡献从高到低排列。总利润不为正，无从计算占比。
}

## 应收账款

receivables-title = 应收账款
receivables-about = { $some ->
    [flat] 季末没有应收余额。
   *[other] 应收余额 { $balance }{ $currency ->
        [CNY] 元
        [none] {""}
       *[other] {" "}{ $currency }
    }，其中逾期 { $overdue }，逾期率 { $ratio }；逾期超过 30 天的占余额 { $over30 }。
}
ageing-title = 各季账龄
ageing-about = 各季未结清款项按逾期天数的构成。
ageing-now = 余额账龄构成
ageing-table = 应收账款账龄（逾期天数）；各档与贷项之和等于余额
ageing-unapplied = 另有 { $amount } 已收款项尚未核销，不计入余额。
age-not-due = 未到期
age-1-30 = 1–30 天
age-31-60 = 31–60 天
age-61-90 = 61–90 天
age-31-90 = 31–90 天
age-91-180 = 91–180 天
age-181-365 = 181–365 天
age-over-365 = 365 天以上
age-over-90 = 90 天以上
age-credits = 贷项
dso-title = 应收账款周转天数
dso-about = 余额相当于多少天的开票额，由近及远逐月倒推。
dso-line = 周转天数
dso-best-line = 若无逾期
debtors-caption = 逾期金额最高的客户
debtors-others = 其余 { $count } 家
column-balance = 应收余额
column-overdue = 逾期
column-dso-simple = 周转天数（简单法）
column-dso-countback = 周转天数
column-dso-best = 若无逾期的周转天数
column-days-late = 平均逾期天数
column-days-to-pay = 平均回款天数
column-prompt = 及时付款率

## 服务

service-title = 服务与协同效率
service-about = 本季到期工单 { $due } 张，新开 { $opened } 张。
service-on-time = 按时完成率
service-response = 首次响应（中位数）
service-accuracy = 信息准确率
service-csat = 满意度（1–5 分）
service-cei = 协同效率指数
cei-title = 协同效率指数（CEI）
cei-about = 按时完成率 × 信息准确率 × 满意度，再按目标响应时间折算，0 至 100 分。
cei-line = CEI
service-watch-caption = 超时工单最多的客户
column-opened = 新开
column-due = 到期
column-late = 超时
column-complaints = 投诉
column-open = 未结
column-response-mean = 平均首次响应（小时）
column-response-p90 = 九成首次响应不超过（小时）
column-resolution = 解决时间中位数（小时）

## 销售漏斗

pipeline-title = 销售漏斗
pipeline-about = { $count ->
    [0] 目前没有在手商机。
   *[other] 在手商机 { $count } 个{ $priced ->
        [true] ，金额 { $amount }。
       *[false] ，金额未知。
    }
}{ $won ->
    [0] 本季无赢单
   *[other] 本季赢单 { $won } 个{ $worthy ->
        [true] ，金额 { $worth }
       *[false] {""}
    }
}，{ $lost ->
    [0] 无丢单。
   *[other] 丢单 { $lost } 个。
}
pipeline-win-rate = 赢单率（按数量，十二个月）
pipeline-win-rate-amount = 赢单率（按金额，十二个月）
pipeline-cycle-won = 赢单周期（中位数）
pipeline-cycle-lost = 丢单周期（中位数）
pipeline-undated = 另有 { $count } 个在手商机缺少创建日期，未计入。
funnel-title = 销售阶段
funnel-about = { $known ->
    [true] 柱为季末各阶段的在手商机。转化率：{ $quarter }进入该阶段的商机中，按期进入后续阶段的比例。
   *[false] 柱为季末各阶段的在手商机。
}
column-left = 本季离开
column-stage-median = 耗时中位数（工作日）
column-cohort = 进入
column-advanced = 推进
losses-caption = 近十二个月 { $count } 个丢单的原因
losses-none-said = 近十二个月 { $count } 个丢单均未说明原因。
losses-unsaid = 未说明
column-loss-reason = 原因
column-lost = 丢单
column-worth = 金额
column-competitor = 主要对手

## 客户

customers-title = 客户价值排名
customers-about = { $year ->
    [true] 按截至{ $date }的滚动十二个月净收入排名
   *[false] 历史不足十二个月，暂按本季净收入排名
}{ $currency ->
    [CNY] ，金额单位：元
    [none] {""}
   *[other] ，金额单位：{ $currency }
}。
customers-shown = 共 { $total } 家客户，此处列出前 { $shown } 家。
customer-unresolved = 未能对应到客户的单据
never-ordered-title = 从未下单
never-ordered-about = 有 { $count } 家客户已建档但从未下单。
on-file-title = 在册客户
on-file-about = 已建档 { $count } 家客户，尚未收到订单与发票数据。
never-ordered-unknown = 尚不掌握：{ $attributes }。
never-ordered-all-known = 档案完整。

attribute-country = 国家
attribute-city = 城市
attribute-industry = 行业
attribute-uscc = 统一社会信用代码
attribute-abc_class = ABC 分类
attribute-net_revenue_t12m = 滚动十二个月净收入
attribute-rank_revenue = 收入排名
attribute-revenue_share = 收入占比
attribute-first_order_date = 首单日期
attribute-last_order_date = 最近下单日期
attribute-tier = 客户层级
attribute-class_ae = A–E 级
attribute-impact_score = 影响力
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
attribute-cost_of_goods = 销售成本
attribute-cost_to_serve = 服务成本
attribute-ar_carrying_cost = 应收占用成本
attribute-receivables = 应收账款
attribute-contracts = 合同
attribute-opportunities = 商机
attribute-on_time_ticket_rate = 工单按时完成率
attribute-csat = 客户满意度
attribute-info_accuracy_rate = 信息准确率

## 尚不掌握

missing-title = 尚不掌握的信息
missing-about = 以下章节因数据欠缺从略。
section-value = 收入与集中度
section-concentration = 客户集中度
section-profit = 净贡献与鲸鱼曲线
section-tiers = 客户层级与变动
section-risks = 风险
section-receivables = 应收账款
section-service = 服务与协同效率
section-pipeline = 销售漏斗
section-ledger = 总账核对
section-empty = 暂无内容。{ $reason }

## 数据质量

quality-title = 数据质量
checks-title = 数据检查
checks-passed = { $count ->
    [0] 尚未定义检查项。
   *[other] { $count } 项检查全部通过。
}
checks-failed = { $count } 项检查中有 { $failed } 项发现问题：
checks-violations = { $count } 行
checks-severity-warn = 需要关注
checks-severity-block = 阻止发布
ledger-title = 总账核对
ledger-about = { $differing ->
    [0] 已核对 { $compared } 项月度余额，全部相符。
   *[other] 已核对 { $compared } 项月度余额，{ $differing } 项存在差异。
}{ $missing ->
    [0] {""}
   *[other] 另有 { $missing } 项未收到总账数据。
}
ledger-revenue = 主营业务收入
ledger-cost = 主营业务成本
ledger-receivables = 应收账款（月末）
ledger-write_offs = 坏账核销
column-ledger-account = 科目
column-month = 月份
column-ours = 交付数据合计
column-theirs = 总账
column-difference = 差异
column-compared = 逐户核对
coverage-title = 数据覆盖
coverage-about = { $count ->
    [0] 尚无下过订单的客户。
   *[other] 以曾经下单的 { $count } 家客户为准。
}
coverage-none = 尚无任何客户具备以下信息：{ $subjects }。
column-subject = 项目
column-known = 已知
column-not-applicable = 不适用
column-unknown = 未知
origin-title = 数据来源
origin-about = 所有数据均读自以下交付文件。“读取”为文件中的行数；被拒的行连同原因一并留存。
origin-none = 尚未读取任何交付文件。
origin-stale = 距季末尚缺 { $days } 天
column-extract = 数据提取
column-known-from = 最新数据日期
column-files = 文件数
column-rows-read = 读取行数
column-rows-landed = 入库
column-rows-rejected = 被拒
column-rows-unchanged = 未变

## 计算方法

method-title = 计算方法
method-about = 截至{ $date }的本季各项数字如何得出{ $currency ->
    [CNY] 。金额单位：元
    [none] {""}
   *[other] 。金额单位：{ $currency }
}。
method-net-revenue-term = 净收入
method-net-revenue = 发票行折后不含税金额，红字发票计为负数，集团内部交易不计。
method-year-term = 滚动十二个月
method-year = 截至本季的四个完整财季；增长与此前四个季度相比，单季则与去年同季相比。
method-growth-term = 同比
method-growth = 本季 ÷ 去年同季 − 1。去年同季为零或负数时无比率，列出差额。
method-classes-term = ABC 分类
method-classes = 按排在该客户之前的累计收入占比：低于 { $abc_a } 为 A，低于 { $abc_b } 为 B，其余为 C。
method-concentration-term = 基尼系数、赫芬达尔指数
method-concentration = 仅计净收入为正的客户。基尼系数 Σ(2i − n − 1)·x ÷ (n·Σx)，各客户相同时为 0，集中于一家时接近 1；赫芬达尔指数为各客户占比（百分数）的平方和。
method-contribution-term = 客户净贡献
method-contribution = 净收入 − 销售成本 − 服务成本（作业分钟数 × 资源池费率）− 应收占用成本（日均余额 × 年资金成本率 { $wacc } × 天数 ÷ 365）。没有来源的项目列明名称，绝不按零计。
method-whale-term = 鲸鱼曲线
method-whale = 净贡献从高到低累加，除以全部客户净贡献。峰值超出 100% 的部分即被亏损客户侵蚀的利润。
method-receivables-term = 应收账款
method-receivables = 含税未结清款项，扣除季末前已核销部分；账龄按超过到期日的天数划分。未核销收款单独列示。
method-dso-term = 应收账款周转天数
method-dso = 余额相当于多少天的开票额：由近及远逐月扣减，最后一月按比例计。若无逾期：未到期余额 ÷ 开票额 × 本季天数。
method-days-late-term = 平均逾期天数
method-days-late = 近十二个月回款按金额加权的逾期天数，提前付款计为 0；逾期超过 { $late_open } 天仍未结清的按现有天数计入。及时付款：到期日后 { $prompt } 天内付清。
method-service-term = 服务
method-service = 工单计入到期所在季度，过期未结即为超时；时间按营业小时计。答卷过少的客户，其满意度向全体均值收缩。
method-cei-term = 协同效率指数
method-cei = 100 × 按时完成率 × 信息准确率 × 满意度 × min(1, 目标响应时间 ÷ 实际平均响应时间)。
method-pipeline-term = 销售漏斗
method-pipeline = 赢单率 = 赢单 ÷（赢单 + 丢单），十二个月；无结论的商机不计。转化率：进入某阶段的一批商机中，在 { $horizon } 天内进入后续阶段的比例。
method-value-index-term = 价值贡献度
method-value-index = 收入、净贡献、增长、潜力、战略加分五项得分（0–100）的加权平均，只计已知项；已知权重达到 { $coverage } 方予公布。
method-impact-term = 影响力
method-impact = 收入、收入增长、净贡献、净贡献率变化四项得分的加权平均。金额按曾下单客户排名计分，比率按上下限计分。
method-strategic-term = 战略匹配度
method-strategic = 一半为优先度：留存倾向（100 − 风险指数）、客户自身利润、行业重要性；一半为满足能力：产品契合、服务成本、团队、既往服务。评判取自专家评分。
method-class-term = A–E 级
method-class = 两轴均以 { $class_low } 分、{ $class_high } 分为界。影响力高：依战略匹配度低、中、高为 C、B、A；中：D、C、B；低：E、D、C。须超出界限 { $class_hold } 分或连续两季成立方可变更。
method-tier-term = 客户层级
method-tier = A 为战略级，B 为核心级，C 在收入达到 { $tier_core }时为核心级，否则为成长级，D 为成长级，E 为标准级。战略级要求净贡献为正。任一轴已知不足 { $coverage } 时为暂定。
method-movement-term = 客户变动
method-movement = 新增：首单在本季。流失：此前有收入，近十二个月为零。原因取等级发生变化的一轴，价值先于战略；留存倾向变化最大者归为风险。
method-lifecycle-term = 生命周期
method-lifecycle = 依次判断：尚无订单或首单不满 { $new_days } 天为开发；滚动十二个月内无订单为流失；再前十二个月无订单而更早曾有者为挽回；风险指数达 { $high } 分为挽留；滚动十二个月收入同比增长达 { $growing } 为增长；其余为维护。
method-map-term = 客户资产地图
method-map = 价值自 { $map_value } 分起为高，风险自 { $high } 分起为高。
method-risk-term = 风险指数
method-risk = 各预警信号得分的加权平均；已有答案的信号权重达到 { $risk_coverage } 方予公布。合同被终止且无合同在执行时，指数不低于 { $floor }。
method-signals-term = 预警信号
method-signals = 付款：逾期天数对比自身八个季度，或逾期超 30 天占比。订单：对比去年同季并按趋势调整。合同：距通知期限的天数。投诉：每百单投诉，对比自身与全体。满意度与采购量：均对比自身历史。利润：一年内净贡献率的降幅。服务：工单超时率。权重、上下限与门槛见参数表。
method-level-term = 风险等级
method-level = 中、高、极高分别自 { $medium } 分、{ $high } 分、{ $very_high } 分起；须低于起点 { $level_hold } 分方可下调。
method-relief-term = 如何化解
method-relief = 假设单个信号得分归零，指数与等级将如何；以及该信号转绿所需达到的数值。
method-key-account-term = 大客户
method-key-account = 战略级或核心级、A 类，或风险为高、极高的客户，均有单独报告。
method-identity-term = 客户识别
method-identity = 多个系统的账户先按代码精确匹配，再按名称、电话、域名与地区计分（单位：比特），归为同一客户。
method-ledger-term = 总账核对
method-ledger = 交付数据按月、按科目汇总，与总账逐分核对。
method-rounding-term = 取整
method-rounding = 金额四舍五入，比率四舍六入五成双。与合计并列的各项，取整后仍与合计相等。
method-absent-term = —
method-absent = 未知或无定义，指向该处可见原因。绝不表示零。
parameters-title = 现行全部 { $count } 项参数
column-parameter = 参数
column-unit = 单位
column-source = 依据
column-valid-from = 生效日
parameter-default = 默认值
topic-value = 收入与集中度
topic-profit = 净贡献
topic-receivables = 应收账款
topic-service = 服务
topic-pipeline = 销售漏斗
topic-index = 价值贡献度与计分
topic-tiers = 分级与资产地图
topic-risk = 风险
topic-identity = 客户识别
topic-others = 其他
unit-name-share = 比例
unit-name-days = 天
unit-name-currency = 金额
unit-name-count = 数值
unit-name-points = 分
unit-name-bits = 比特
unit-name-hours = 小时
source-document = 业务文件
source-standard = 通行标准
source-assumption = 假设
source-calibrated = 校准

## 参数名称

parameter-abc_a_cutoff = ABC 分类：A 类上限（之前累计占比）
parameter-abc_b_cutoff = ABC 分类：B 类上限（之前累计占比）
parameter-pareto_share_top10 = 头部客户比例：第一档
parameter-pareto_share_top20 = 头部客户比例：第二档
parameter-coverage_grace_days = 季度数据视为完整所容许的起始延迟
parameter-percentile_least_count = 按排名计分所需的最少客户数
parameter-composite_least_coverage = 综合得分公布所需的最低已知权重
parameter-value_revenue_low = 不排名时：收入得 0 分
parameter-value_revenue_high = 不排名时：收入得 100 分
parameter-value_contribution_low = 不排名时：净贡献得 0 分
parameter-value_contribution_high = 不排名时：净贡献得 100 分
parameter-value_growth_low = 收入同比得 0 分
parameter-value_growth_high = 收入同比得 100 分
parameter-value_margin_growth_low = 净贡献率变化得 0 分
parameter-value_margin_growth_high = 净贡献率变化得 100 分
parameter-value_prompt_pay_low = 及时付款率得 0 分
parameter-value_prompt_pay_high = 及时付款率得 100 分
parameter-vci_revenue_weight = 价值贡献度权重：收入
parameter-vci_contribution_weight = 价值贡献度权重：净贡献
parameter-vci_growth_weight = 价值贡献度权重：增长
parameter-vci_potential_weight = 价值贡献度权重：潜力
parameter-vci_extras_weight = 价值贡献度权重：战略加分
parameter-impact_revenue_weight = 影响力权重：收入
parameter-impact_growth_weight = 影响力权重：收入增长
parameter-impact_contribution_weight = 影响力权重：净贡献
parameter-impact_contribution_growth_weight = 影响力权重：净贡献率变化
parameter-strategic_retention_weight = 战略匹配度权重：留存倾向
parameter-strategic_own_margin_weight = 战略匹配度权重：客户自身利润
parameter-strategic_industry_weight = 战略匹配度权重：行业重要性
parameter-strategic_product_fit_weight = 战略匹配度权重：产品契合
parameter-strategic_cost_to_serve_weight = 战略匹配度权重：服务成本
parameter-strategic_team_weight = 战略匹配度权重：团队
parameter-strategic_performance_weight = 战略匹配度权重：既往服务
parameter-class_low_cut = A–E 级：低于此分为低
parameter-class_high_cut = A–E 级：自此分起为高
parameter-class_hysteresis = A–E 级：变更须超出界限的分数
parameter-tier_core_revenue = C 级列为核心级的收入门槛
parameter-lifecycle_new_days = 生命周期：首单后多少天内属开发阶段
parameter-lifecycle_growth = 生命周期：滚动十二个月收入同比增长达此比例为增长
parameter-map_value_cut = 资产地图：价值自此分起为高
parameter-match_prior = 起始分：名称开头相同的两个账户
parameter-match_name_same = 名称相同
parameter-match_name_same_rare = 名称相同且独有
parameter-match_name_start = 名称开头相同
parameter-match_name_start_rare = 名称开头相同且独有
parameter-match_name_near = 名称几乎相同
parameter-match_name_close = 名称相近
parameter-match_name_alike = 名称略似
parameter-match_name_apart = 名称不同
parameter-match_region_same = 地区相同
parameter-match_region_apart = 地区不同
parameter-match_phone_same = 电话相同
parameter-match_phone_apart = 电话不同
parameter-match_domain_same = 域名相同
parameter-match_domain_same_rare = 域名相同且独有
parameter-match_domain_apart = 域名不同
parameter-match_link_least = 认定为同一客户的最低分
parameter-match_link_margin = 两个候选之间须拉开的分差
parameter-late_open_days = 未结清款项计入平均逾期天数的期限
parameter-prompt_pay_grace_days = 及时付款的宽限期
parameter-wacc_ratio = 年资金成本率
parameter-complaint_weight_1 = 投诉权重：1 级
parameter-complaint_weight_2 = 投诉权重：2 级
parameter-complaint_weight_3 = 投诉权重：3 级及未定级
parameter-complaint_weight_4 = 投诉权重：4 级
parameter-response_target_1_hours = 首次响应目标：1 级
parameter-response_target_2_hours = 首次响应目标：2 级
parameter-response_target_3_hours = 首次响应目标：3 级及未定级
parameter-response_target_4_hours = 首次响应目标：4 级
parameter-response_floor_hours = 首次响应时间的下限
parameter-audit_least_count = 采用客户自身准确率所需的最少抽查数
parameter-shrinkage_answer_count = 均值收缩所用的虚拟样本数
parameter-funnel_horizon_days = 商机进入后续阶段的期限
parameter-risk_weight = 风险权重：{ $signal }
parameter-risk_red = 红色起点：{ $signal }
parameter-risk_amber = 黄色起点：{ $signal }
parameter-plunge_red_z = 订单骤降为红色所需的稳健 z 值
parameter-plunge_trend_lowest = 预期订单的趋势系数下限
parameter-plunge_trend_highest = 预期订单的趋势系数上限
parameter-risk_plunge_drop_lowest = 订单缺口得 0 分
parameter-risk_plunge_drop_highest = 订单缺口得 100 分
parameter-risk_overdue_30_lowest = 逾期超 30 天占比得 0 分
parameter-risk_overdue_30_highest = 逾期超 30 天占比得 100 分
parameter-risk_silence_lowest = 未下单时长与惯常间隔之比得 0 分
parameter-risk_silence_highest = 未下单时长与惯常间隔之比得 100 分
parameter-risk_margin_drop_lowest = 净贡献率降幅得 0 分
parameter-risk_margin_drop_highest = 净贡献率降幅得 100 分
parameter-risk_breach_lowest = 工单超时率得 0 分
parameter-risk_breach_highest = 工单超时率得 100 分
parameter-risk_history_least_count = 与自身历史比较所需的最少季度数
parameter-silence_least_gap_count = 判断采购频率所需的最少下单间隔数
parameter-satvol_volume_share = 满意度与采购量：采购量权重
parameter-satvol_satisfaction_share = 满意度与采购量：满意度权重
parameter-satvol_both_share = 满意度与采购量：双降加权
parameter-satvol_down_z = 满意度与采购量：视为下滑的 z 值
parameter-contract_step_1_days = 合同到期第 1 档：剩余行动时间
parameter-contract_step_1_score = 合同到期第 1 档：得分
parameter-contract_step_2_days = 合同到期第 2 档：剩余行动时间
parameter-contract_step_2_score = 合同到期第 2 档：得分
parameter-contract_step_3_days = 合同到期第 3 档：剩余行动时间
parameter-contract_step_3_score = 合同到期第 3 档：得分
parameter-contract_step_4_days = 合同到期第 4 档：剩余行动时间
parameter-contract_step_4_score = 合同到期第 4 档：得分
parameter-contract_step_5_days = 合同到期第 5 档：剩余行动时间
parameter-contract_step_5_score = 合同到期第 5 档：得分
parameter-contract_auto_renewed_share = 自动续约合同的得分折扣
parameter-contract_lapsed_days = 到期后不再计分的期限
parameter-risk_coverage_least = 风险指数公布所需的最低已知权重
parameter-risk_floor_terminated = 合同被终止时的指数下限
parameter-risk_level_medium = 风险等级：中的起点
parameter-risk_level_high = 风险等级：高的起点
parameter-risk_level_very_high = 风险等级：极高的起点
parameter-risk_level_hysteresis = 风险等级下调须低于门槛的分数

## 客户价值报告

account-title = 客户价值报告
account-footer = 内部资料。除全体客户的合计数外，仅含本客户数据。计算方法见季度价值报告。
opening-value = { $direction ->
    [up] { $name }近十二个月贡献净收入 { $revenue }，同比增长 { $change }，占全部净收入 { $share }，排名第 { $rank } 位。
    [down] { $name }近十二个月贡献净收入 { $revenue }，同比下降 { $change }，占全部净收入 { $share }，排名第 { $rank } 位。
    [flat] { $name }近十二个月贡献净收入 { $revenue }，与上年持平，占全部净收入 { $share }，排名第 { $rank } 位。
   *[unknown] { $name }近十二个月贡献净收入 { $revenue }，占全部净收入 { $share }，排名第 { $rank } 位。
}
opening-value-unknown = { $name }的净收入未知。{ $reason }
opening-value-quarter = { $name }在{ $quarter }贡献净收入 { $revenue }，滚动十二个月净收入未知：{ $reason }
opening-value-none = { $name }近十二个月没有采购。
opening-risk = 流失风险为{ $level }（指数 { $index }{ $direction ->
    [up] ，较上季上升 { $change }
    [down] ，较上季下降 { $change }
   *[other] {""}
}）{ $some ->
    [true] ，主要来自{ $signals }。
   *[false] ，未见预警信号。
}
opening-risk-unknown = 流失风险尚无法评定：{ $reason }
standing-gone = 尚不掌握：{ $things }。原因见文末。
standing-class = { $class } 级
standing-movement-up = 由{ $before }升级
standing-movement-down = 由{ $before }降级
standing-movement-same = 与上季相同
standing-movement-new = 本季新增
standing-movement-lost = 流失：近十二个月无采购
standing-share = 占全部 { $share }，第 { $rank } / { $of } 名
standing-none = 近十二个月没有采购
standing-year-before = 较上年
standing-coverage = 已知 { $coverage }
standing-axis = { $level }，已知 { $coverage }
standing-held = 沿用；仅按本季为 { $cell } 级
profile-lifecycle = 生命周期
lifecycle-develop = 开发
lifecycle-maintain = 维护
lifecycle-grow = 增长
lifecycle-retain = 挽留
lifecycle-lost = 流失
lifecycle-won_back = 挽回
standing-provisional = * 暂定：影响力或战略匹配度的已知部分不足，补充专家评分后可确定。
profile-title = 客户概况
profile-industry = 行业
profile-uscc = 统一社会信用代码
profile-first-order = 首单日期
profile-last-order = 最近下单日期
profile-place = 所在地
profile-known-in = 系统账户
profile-accounts = { $count ->
    [0] 无有效账户
   *[other] { $count } 个，来自
}
profile-class = A–E 级
profile-abc = ABC 分类
account-value-title = 价值走势
account-value-heading = { $direction ->
    [up] { $quarter }净收入 { $amount }，同比增长 { $change }。
    [down] { $quarter }净收入 { $amount }，同比下降 { $change }。
    [flat] { $quarter }净收入 { $amount }，与去年同季持平。
   *[unknown] { $quarter }净收入 { $amount }。
}
account-value-none = 近 { $count } 个季度没有收入。
account-value-about = 各季净收入{ $currency ->
    [CNY] ，单位：元
    [none] {""}
   *[other] ，单位：{ $currency }
}。
margin-title = 从净收入到净贡献
margin-about = { $direction ->
    [down] 近十二个月入不敷出，净贡献 { $contribution }{ $currency ->
        [CNY] 元
        [none] {""}
       *[other] {" "}{ $currency }
    }
   *[other] 近十二个月净贡献 { $contribution }{ $currency ->
        [CNY] 元
        [none] {""}
       *[other] {" "}{ $currency }
    }
}{ $rated ->
    [true] { $compared ->
        [true] ，净贡献率 { $rate }，上年为 { $before }。
       *[false] ，净贡献率 { $rate }。
    }
   *[false] 。
}
margin-none = 近十二个月没有收入，也没有发生成本。
margin-unknown = 以下项目未知，未作扣减：{ $lines }。
line-net_revenue = 净收入
line-cost_of_goods = 销售成本
line-gross_margin = 毛利
line-cost_to_serve = 服务成本
line-ar_carrying_cost = 应收占用成本
line-customer_contribution = 客户净贡献
line-rebates = 返利
line-logistics = 物流费用
line-free_service = 免费服务
line-commission = 佣金
line-ecl_change = 预期信用损失
line-finance_income = 融资收益
risk-title = 流失风险
risk-about = { $compared ->
    [true] 风险指数 { $index }，等级{ $level }；上季为 { $before }。应有信息已掌握 { $coverage }。
   *[false] 风险指数 { $index }，等级{ $level }。应有信息已掌握 { $coverage }。
}
risk-no-index = 暂无风险指数：{ $reason }{ $signals ->
    [0] {""}
   *[other] 以下 { $signals } 个信号已有得分，单独列示。
}
risk-since = 自 { $quarter }起。
risk-adds-up = 为各信号贡献分之和
owed-title = 应收账款
owed-about = { $some ->
    [up] 应收余额 { $balance }{ $currency ->
        [CNY] 元
        [none] {""}
       *[other] {" "}{ $currency }
    }，其中逾期 { $overdue }，逾期率 { $ratio }。
   *[other] 应收余额 { $balance }{ $currency ->
        [CNY] 元
        [none] {""}
       *[other] {" "}{ $currency }
    }，无逾期。
}
owed-none = 近 { $count } 个季度均无应收余额。
owed-trend-title = 应收账款周转天数
account-service-title = 服务
account-service-none = 本季没有新开、到期或未结的工单。
account-service-about = 本季{ $opened ->
    [0] 无新开工单
   *[other] 新开工单 { $opened } 张
}，到期 { $due } 张{ $late ->
    [0] ，无超时
   *[other] ，超时 { $late } 张
}；{ $complaints ->
    [0] 无投诉。
   *[other] 投诉 { $complaints } 起。
}
column-this-customer = 本客户
column-quarter-before = 上季
column-all-customers = 全体客户
tickets-caption = 未结、超时及投诉工单（{ $shown } / { $total }）
tickets-none = 没有未结、超时或投诉工单。
column-ticket = 工单
column-subject-of-ticket = 主题
column-severity = 级别
column-opened-on = 创建
column-due-on = 到期
column-solved-on = 解决
ticket-complaint = 投诉
ticket-open = 未结
ticket-open-late = 未结，已超时
ticket-open-days = 已开 { $days } 天
ticket-late = 超时解决
ticket-answered-late = 响应超时
ticket-solved = 已解决
contracts-title = 合同
contracts-none = 没有在执行的合同，一年内也无到期或终止的合同。
column-contract = 合同
column-start = 起始
column-end = 截止
column-notice = 通知期
column-days-to-act = 剩余行动时间
column-annual = 年额
contract-terminated = { $date }终止
contract-renewed = 已续约
contract-ended = 已到期
contract-auto = 执行中，自动续约
contract-in-force = 执行中
opportunities-title = 商机
opportunities-none = 没有在手商机，近十二个月也无赢单或丢单。
opportunities-about = { $open ->
    [0] 目前没有在手商机。
   *[other] 在手商机 { $open } 个，金额 { $amount }。
}近十二个月{ $won ->
    [0] 无赢单
   *[other] 赢单 { $won } 个，金额 { $worth }
}，{ $lost ->
    [0] 无丢单
   *[other] 丢单 { $lost } 个
}{ $decided ->
    [true] ，赢单率 { $rate }。
   *[false] 。
}
opportunities-caption = 在手商机在前，其后为近期结案者（{ $shown } / { $total }）
column-opportunity = 商机
column-outcome = 阶段或结果
column-decided-on = 结案
column-remark = 备注
outcome-open = 在手
outcome-won = 赢单
outcome-lost = 丢单
outcome-no_decision = 无结论
opportunity-expected = 预计{ $date }
opportunity-overdue = 已过预计日期
unknowns-title = 尚不掌握的信息
unknowns-none = 本报告所需信息均已掌握。
unknowns-not-yet = 对所有客户均尚未计量：健康度、需求分类、覆盖模式、需求预测、钱包份额。

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
