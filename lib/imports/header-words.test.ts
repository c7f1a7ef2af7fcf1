import { describe, expect, it } from "vitest";
import { foldHeader, meaningOf } from "./header-words";

describe("header words", () => {
  it.each([
    ["公司 全称", "name"],
    ["客戶名稱", "name"],
    ["企业名称（必填）", null],
    ["*客户名称", "name"],
    ["Hospital Name", "name"],
    ["COMPANY_NAME", "name"],
    ["供应商名称", "name"],
    ["B股 简 称", null],
    ["英文名称", null],
    ["統一社會信用代碼", "creditCode"],
    ["公司代码", "externalId"],
    ["Provider ID", "externalId"],
    ["統一編號", "externalId"],
    ["Store ID", "externalId"],
    ["storeId", "externalId"],
    ["store_id", "externalId"],
    ["Paid", null],
    ["android", null],
    ["微信账号", "wechat"],
    ["序号", null],
    ["聯絡人", "contactName"],
    ["联系人", "contactName"],
    ["職稱", "contactTitle"],
    ["手 机 号", "phone"],
    ["聯絡電話", "phone"],
    ["Phone Number", "phone"],
    ["备用电话", "phone"],
    ["传真", null],
    ["E-mail", "email"],
    ["電子郵件", "email"],
    ["微信号", "wechat"],
    ["注册地址", "address"],
    ["註冊地址", "address"],
    ["RegAddress.AddressLine1", "address"],
    ["地      区", "region"],
    ["City", "region"],
    ["RegAddress.PostTown", "region"],
    ["所属行业", "industry"],
    ["產業", "industry"],
    ["客户来源", "source"],
    ["客户等级", "grade"],
    ["公司网址", "website"],
    ["備註", "note"],
    ["標籤", "tags"],
    ["预计金额（元）", "expectedValue"],
    ["預計金額", "expectedValue"],
    ["预计金额（万元）", "expectedValue"],
    ["Expected Value", "expectedValue"],
    ["合同到期日", "contractEndsOn"],
    ["合約到期日", "contractEndsOn"],
    ["Contract End Date", "contractEndsOn"],
    ["ＰＨＯＮＥ", "phone"],
    ["ZIP Code", null],
    ["Hospital overall rating", null],
    ["保荐机构", null],
    ["", null],
  ])("%s means %s", (header, field) => {
    expect(meaningOf(header)?.field ?? null).toBe(field);
  });

  it("folds spaces, signs, width, case and traditional forms away", () => {
    expect(foldHeader("【客戶】 Ｐhone-No.")).toBe("客户phoneno");
  });
});
