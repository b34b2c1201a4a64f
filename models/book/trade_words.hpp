// What the trade writes for places, industries, repayment and registers, to the words that the book
// and its scenarios know. Lists of the national standards, no guesses: unknown text gives nothing.
#pragma once

#include <string>
#include <string_view>

namespace pledgelab {

/// The province that an address or its start names, by GB/T 2260, in the spelling of scenarios and
/// sample book: "浙江省杭州市滨江区", "湖北武汉" → "Zhejiang", "Hubei". Empty: none is named.
std::string province_of(std::string_view text);

/// The sector word of an industry by GB/T 4754-2017, given by its name ("专用设备制造业") or by
/// section letter and code ("C35"): manufacturing, professional, construction, transport, food
/// (hotels and restaurants), wholesale, retail, health, farming, mining, utilities, finance,
/// information_transmission. Empty: not in the list.
std::string industry_of(std::string_view text);

/// The word of kRepaymentWords that a description comes nearest to: principal in instalments
/// ("分期还本、按月付息") is equal_principal. Empty: not understood.
std::string repayment_of(std::string_view text);

/// Months between payments that a description of repayment names (按月 1, 按季 3, 按半年 6, 按年
/// 12); 0: none.
int payment_interval_of(std::string_view text);

/// A register's number in one spelling, so that one right is one right: no blanks inside
/// ("ZL 2019 1 …"), no 第…号, ZL before a full patent number, letters upper case.
std::string register_number_of(std::string_view text);

/// How many things a cell lists with 、 ； ; or a line break: 1 for one.
int listed(std::string_view text);

}  // namespace pledgelab
