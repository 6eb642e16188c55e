/// Messages as people write them, for measuring.
let traditionalSamples = """
    refund | 商品退回去一個禮拜了，款項什麼時候會退
    refund | 尺寸不合想換貨，請問流程
    damage | 包裹收到時盒子都爛了，裡面的碗也裂開
    damage | 寄來的顏色跟我訂的不一樣
    repair | 冷氣不冷，想請師傅來檢查，保固到明年
    repair | 請問濾心哪裡買得到
    delivery | 包裹卡在轉運中心好幾天沒動靜
    delivery | 可以改寄到超商嗎，還沒出貨
    fault | 更新後程式一直閃退
    fault | 網站打不開，顯示伺服器錯誤
    account | 收不到簡訊驗證碼，無法登入
    account | 我想刪除帳號
    payment | 信用卡被重複扣款
    payment | 發票統編打錯了，可以作廢重開嗎
    promotion | 折價券無法使用，顯示不符合資格
    promotion | 點數怎麼被扣光了
    usage | 這台除濕機適合幾坪的房間
    usage | 請問有沒有現貨，顏色有哪些
    suggestion | 建議增加深色主題
    business | 公司福委會想大量採購，請提供報價
    security | 有人盜用我的帳號下單
    security | 接到詐騙電話，對方知道我的訂單內容
    service | 客服態度很差，還掛我電話
    service | 一直被轉來轉去，沒人要負責
    other | 哈囉
    """
