"""What the tests let the real Thunderbird do, in its own JavaScript (thunderbird_driver.Thunderbird.run).

SPDX-License-Identifier: GPL-3.0-or-later
"""

# [[origin, user, password], …]
REMEMBER = """
    for (const [origin, user, password] of args[0]) {
        const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
        login.init(origin, null, origin, user, password, "", "");
        await Services.logins.addLoginAsync(login);
    }
"""

GO_ONLINE = """
    Services.io.manageOfflineStatus = false;
    Services.io.offline = false;
"""

# Until the letter with this subject is there, for this user name; a window in which Thunderbird asks for something interrupts it.  Asks again and again, since nothing tells when a server's
# folders are known for the first time.
RECEIVE = """
    const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
    const server = MailServices.accounts.accounts.map(one => one.incomingServer).find(one => one.username == args[0]);
    let subjects = [];
    for (let round = 0; round < 200 && !subjects.includes(args[1]); round++) {
        if (round % 10 == 0) {
            server.getNewMessages(server.rootFolder, Services.wm.getMostRecentWindow("mail:3pane")?.msgWindow ?? null, null);
        }
        await new Promise(resolve => setTimeout(resolve, 100));
        const inbox = server.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
        subjects = inbox ? [...inbox.messages].map(one => one.mime2DecodedSubject) : [];
    }
    return subjects;
"""

SEND = """
    const account = MailServices.accounts.accounts.find(one => one.incomingServer.username == args[0]);
    const identity = account.defaultIdentity;
    const fields = Cc["@mozilla.org/messengercompose/composefields;1"].createInstance(Ci.nsIMsgCompFields);
    fields.from = MailServices.headerParser.makeMimeAddress(identity.fullName, identity.email);
    fields.to = args[1];
    fields.subject = args[2];
    fields.fcc = "nocopy://";
    const sender = Cc["@mozilla.org/messengercompose/send;1"].createInstance(Ci.nsIMsgSend);
    await new Promise((resolve, reject) => {
        const listener = {
            onStartSending() {}, onProgress() {}, onStatus() {}, onSendNotPerformed() {}, onGetDraftFolderURI() {}, onTransportSecurityError() {},
            onStopSending(id, status, message) { status == 0 ? resolve() : reject(new Error(status.toString(16) + " " + message)); },
            QueryInterface: ChromeUtils.generateQI(["nsIMsgSendListener"]),
        };
        sender.createAndSendMessage(null, identity, account.key, fields, false, false, Ci.nsIMsgSend.nsMsgDeliverNow, null,
                                    "text/plain", "hello", null, null, listener, "", "", Ci.nsIMsgCompType.New);
    });
"""

# [[origin, realm, user, password, guid], …] of all that it can read.
SAVED = """
    const logins = await Services.logins.getAllLogins();
    return logins.map(one => [one.origin, one.httpRealm, one.username, one.password, one.QueryInterface(Ci.nsILoginMetaInfo).guid]);
"""

# The password of the login with this guid, as a person changes it in the settings.
CHANGE_PASSWORD = """
    const [login] = await Services.logins.searchLoginsAsync({ guid: args[0] });
    const changed = login.clone();
    changed.password = args[1];
    await Services.logins.modifyLoginAsync(login, changed);
"""

SET_PRIMARY_PASSWORD = """
    const token = Cc["@mozilla.org/security/internalkeytoken;1"].getService(Ci.nsIPKCS11Token);
    token.changePassword("", args[0]);
"""
