"""What articles about mail trouble say, in the words of the readers who bring it along, and what Tegami must answer.

Each row: the statement's number; how it is asked (KIND:WHAT); the facts that the Japanese answer must hold, as regular
expressions.  They are facts, not sentences: a port, a name, what to do.  Kinds:

    message:TEXT           pasted; an id among the facts ("=advice-port25") must be the main finding
    finding:ID             all texts of a finding
    reference:SECTION/WORD a row of the quick reference, by a word of its first cell
    device:ID              another device, with an account that works from here
    find:ADDRESS           settings known for an address

test-articles.py runs them all and prints the count.  What is served elsewhere, and what waits for a part of the program that
does not exist yet, stands below.

SPDX-License-Identifier: GPL-3.0-or-later
"""

ROWS = [
    # Devices
    (8, "device:router", ["=works-here", "465", "587", "SMTP 認証", "日付"]),
    (8, "device:nas", ["=works-here", "465", "送信元アドレス", "ファームウェア"]),
    (8, "device:camera", ["=works-here", "465", "SMTP 認証"]),
    (23, "reference:causes/古いパソコン", ["システム.*更新", "メールソフト.*更新", "SSL は切らない"]),
    (23, "reference:rules/最新", ["システム", "メールソフト"]),
    (95, "device:printer", ["メール中継サービス", "TLS 1.2", "ほかで使っていないパスワード"]),
    (143, "device:outlook-express", ["=device-tls-too-old", "TLS 1.2", "SSL を.*切らない"]),

    # What a certificate is, and exceptions
    (34, "finding:cert-pinned", ["例外で使っている間", "個人情報", "送らない"]),
    (34, "message:セキュリティ例外を承認すれば今後は警告が出なくなります", ["=advice-exception", "個人情報", "期限"]),
    (51, "reference:words/証明書", ["身分証明書", "ブラウザーの鍵マーク", "本物"]),
    (111, "message:証明書のエラーは構わず設定すれば大丈夫", ["=advice-click-through", "パスワード", "サーバー名", "テスト"]),
    (112, "message:毎回1回だけ「はい」を押す", ["=advice-click-through", "「はい」", "パスワード", "いいえ", "パスワードを変更"]),
    (189, "finding:tls-intercepted", ["メールソフト（またはメールサーバー）を除外", "オンに戻"]),
    (189, "reference:causes/セキュリティソフト", ["メールソフト（またはメールサーバー）を除外"]),

    # Ports
    (60, "message:送信はまず587(STARTTLS)を推奨", ["=advice-465-old", "465", "RFC 8314", "587（STARTTLS）も安全"]),
    (179, "message:587（推奨）または 465（旧方式）", ["=advice-465-old", "2018年", "RFC 8314"]),
    (205, "message:送信ポート 465 現在は非推奨", ["=advice-465-old", "RFC 8314", "そのまま"]),
    (74, "reference:words/MTA-STS", ["サーバーどうし", "ポート 25", "メールソフトでの設定はありません"]),
    (84, "reference:ports/送信/2525", ["書類に書かれているときだけ"]),
    (146, "find:taro@gmail.com", ["smtp\\+starttls://smtp.gmail.com:587", "smtps://smtp.gmail.com:465"]),
    (200, "message:ポート 25 を指定（力技）", ["=advice-port25", "OP25B", "465（SSL/TLS）", "Google のサーバー", "証明書の名前"]),

    # No encryption
    (117, "message:SSLを使用しない設定に戻す", ["=advice-plaintext", "読まれ", "サーバー名", "メールパスワードを変更"]),
    (118, "message:受信はSSLなし: 110、送信はSSLなし: 25", ["=advice-plaintext", "暗号化して使う方法"]),
    (120, "message:110・25 が使えるかプロバイダに確認してください", ["=advice-plaintext", "暗号化して使う方法を問い合わせ"]),
    (123, "finding:advice-plaintext", ["Googleドライブ", "守られるのは書類だけ"]),
    (125, "message:受信 SSLなし: 110 に戻す", ["=advice-plaintext", "SSL/TLS か STARTTLS"]),
    (125, "reference:ports/受信（POP）/110", ["STARTTLS", "書類"]),
    (201, "message:「保護されていない接続」を選択", ["=advice-plaintext", "第三者", "テスト"]),
    (202, "message:よく理解した上で自己責任で暗号化なしにしてください", ["=advice-plaintext", "お名前をかたった送信"]),
    (208, "message:暗号化なしのメリット: 速い", ["=advice-plaintext", "速くなったり.*しません"]),
    (209, "message:暗号化なしのメリット: 設定が簡単", ["=advice-plaintext", "簡単になったりもしません"]),
    (210, "message:暗号化なしのメリット: 古い機器との互換", ["=advice-plaintext", "機器の古さ"]),
    (212, "finding:no-encryption", ["書き換えられ"]),
    (214, "finding:no-encryption", ["盗み見", "お名前をかたって送信", "メールパスワードを変更"]),
    (215, "finding:advice-plaintext", ["仕事のメール", "個人情報や情報管理の担当者"]),

    (206, "reference:words/SSL", ["TLS は SSL の改良版", "最初から暗号化"]),

    # Signing in to send
    (121, "message:SMTP認証をやめてみる", ["=advice-no-smtp-auth", "オンのまま", "POP before SMTP", "テスト"]),
    (121, "message:POP before SMTP に変える", ["=advice-no-smtp-auth", "数分間", "「しない」"]),
    (132, "reference:words/SMTP 認証", ["SMTP-AUTH", "送信するときのログイン"]),
    (138, "reference:words/SMTP 認証", ["送信用が別"]),
    (139, "message:POP before SMTPが必要です", ["=pop-before-smtp", "受信してから数分間", "SMTP 認証", "ログイン"]),
    (139, "reference:words/POP before SMTP", ["SMTP 認証が普及する前", "オフ"]),
    (165, "reference:words/APOP", ["POP のパスワード", "SSL/TLS", "変えなくて"]),
    (186, "message:550 5.7.1 Relaying denied", ["=send-relay-denied", "SMTP 認証.*をオン", "「送信サーバーは認証が必要」"]),

    # Names, words and changes
    (170, "finding:input-lookalike", ["-・_", "l・1・I"]),
    (170, "reference:causes/サーバーが見つからない", ["-・_"]),
    (177, "reference:words/受信サーバー", ["届いたメールを預か", "送り出", "ポート番号は別"]),
    (177, "finding:hosts-swapped", ["届いたメールを預か", "送り出"]),
    (193, "reference:causes/更新してから", ["古い暗号化や認証方式", "今のページ", "更新は元に戻さない"]),
    (99, "reference:rules/リンク", ["ログインしません", "契約先のページをご自分で"]),

    # Warnings of mail programs
    (31, "message:保護されていない接続で続行", ["=no-encryption"]),
    (32, "message:セキュリティ例外を追加\nこのサイトではセキュリティが確保されていません。他のサイトの証明書です。偽装しようとしています。",
     ["=cert-name-mismatch", "正しい名前"]),
    (156, "message:次回以降もこの例外を有効にする", ["=cert-unknown-issuer"]),
    (157, "message:セキュリティ例外を承認", ["=cert-unknown-issuer"]),
    (159, "message:証明書のエラー", ["=cert-unknown-issuer"]),
    (191, "message:アカウントがロックされました", ["=auth-account-locked", "1時間"]),
    (194, "message:この送信者はSPF認証に失敗しました", ["=send-not-authenticated", "SPF"]),
]

# Served, and shown by another test.
ELSEWHERE = {
    21: "diagnose-names: each protocol's name at a hosting company, and both where both are meant",
    173: "typed: the usual name for its look-alike under any domain",
    9: "names-here: the mail servers of the domain after a refusal",
    14: "message: what a program says of its own encryption",
    93: "device-client: a printer's age",
    116: "device-client: a program that brings its own encryption",
    158: "exceptions: another name in the certificate is tried",
}

# Not served yet, by what they wait for.
WAITING = {
    "settings sheets": [26, 44, 46, 63, 76, 80, 90, 103, 104, 105, 106, 107, 109, 110, 140, 141, 142, 160, 163, 164, 184, 185, 197],
    "support request": [29, 92, 196],
    "recheck": [97, 101],
    "letter reader": [102, 114, 130, 133],
    "repair of existing accounts": [153],
    "settings discovery": [219],
}
