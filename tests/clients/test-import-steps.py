#!/usr/bin/python3
"""test-import-steps.py TEGAMICTL: what Tegami tells people to do with an import file, done to the word in the real Thunderbird:
each label that its sentences quote is looked for where the one before has led, and pressed.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import thunderbird_driver
from thunderbird_driver import Thunderbird

TEGAMICTL = sys.argv[1] if len(sys.argv) > 1 else None
ADDRESS, NAME = "hanako@practice.example", "Hanako Yamada"

# args: the labels in their order, and the file that is then asked for.  Returns those that were found.
FOLLOW = """
    const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
    const wait_for = async find => {
        for (let round = 0; round < 600; round++) {
            const found = find();
            if (found) {
                return found;
            }
            await new Promise(resolve => setTimeout(resolve, 100));
        }
        return null;
    };
    const window = await wait_for(() => Services.wm.getMostRecentWindow("mail:3pane"));
    const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
    file.initWithPath(args[1]);
    let asked = 0;
    const picker = {
        init() {}, appendFilter() {}, appendFilters() {}, displayDirectory: null, defaultString: "",
        open(done) { asked++; this.file = file; done.done(Ci.nsIFilePicker.returnOK); },
        file: null, modeOpen: 0, returnOK: 0,
        QueryInterface: ChromeUtils.generateQI(["nsIFilePicker"]),
    };
    const registrar = Components.manager.QueryInterface(Ci.nsIComponentRegistrar);
    const id = Services.uuid.generateUUID();
    registrar.registerFactory(id, "", "@mozilla.org/filepicker;1", { createInstance: iid => picker.QueryInterface(iid),
                                                                    QueryInterface: ChromeUtils.generateQI(["nsIFactory"]) });
    const shown = node => node.getClientRects().length > 0 || node.localName == "input";
    const page = () => window.document.getElementById("tabmail").tabInfo.map(tab => tab.browser?.contentDocument)
                             .find(one => one?.documentURI.startsWith("about:import"));
    const found = [];
    const go_on = () => [...page().querySelectorAll("button")].find(one => shown(one) && one.textContent.trim() == "Continue").click();
    // In the menu: what opens another part of it, then what opens the page.
    window.document.getElementById("button-appmenu")?.click();
    window.PanelUI?.show?.();
    for (const label of args[0]) {
        const item = page() ? null : await wait_for(() => [...window.document.querySelectorAll("#appMenu-popup toolbarbutton")]
                                                                      .find(one => one.label == label));
        if (item) {
            item.doCommand();
            found.push(label);
            await wait_for(() => label == args[0][0] || page()?.readyState == "complete");
            continue;
        }
        const node = await wait_for(() => [...page().querySelectorAll("label, button")]
                                                  .find(one => one.textContent.trim().startsWith(label) && shown(one)));
        if (!node) {
            break;
        }
        found.push(label);
        const input = node.querySelector("input");
        if (input?.type == "checkbox") {
            if (!input.checked) {
                throw new Error(label + " is not ticked");
            }
            go_on();
        } else if (input) {
            input.click();
            go_on();
        } else if (label != args[0].at(-1)) {
            node.click();
        }
    }
    return { found, asked };
"""

ACCOUNTS = """
    return MailServices.accounts.accounts.map(account => [
        account.incomingServer.type, account.incomingServer.hostname ?? account.incomingServer.hostName,
        account.defaultIdentity?.email, account.defaultIdentity?.fullName]);
"""


class Steps(unittest.TestCase):
    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="tegami-import-"))
        self.addCleanup(shutil.rmtree, self.home)
        self.profile = self.home / "profile"
        self.profile.mkdir()
        thunderbird_driver.be_quiet(self.profile)

    def make_file(self, path):
        """What tegamictl says is to be done with it."""
        done = subprocess.run([TEGAMICTL, "save", "thunderbird", "--unverified", "--address", ADDRESS, "--name", NAME, "--receive",
                               "imaps://imap.practice.example", "--send", "smtps://smtp.practice.example", "--zip", path, "--json"],
                              env={**os.environ, "HOME": str(self.home), "XDG_DATA_HOME": str(self.home / "data"), "LANG": "C.UTF-8"},
                              check=True, capture_output=True, text=True)
        return json.loads(done.stdout)["next"]

    def open(self):
        return Thunderbird(self.home, "--profile", self.profile, log=self.home / "thunderbird.log")

    def test_the_steps_lead_from_the_menu_to_the_account(self):
        path = str(self.home / "account.zip")
        labels = [label for sentence in self.make_file(path) for label in re.findall("“([^”]*)”", sentence)]
        self.assertGreater(len(labels), 5)
        with self.open() as thunderbird:
            self.assertNotIn(ADDRESS, str(thunderbird.run(ACCOUNTS)))
            self.assertEqual(thunderbird.run(FOLLOW, labels, path), {"found": labels, "asked": 1})
        with self.open() as thunderbird:  # as its last button does
            self.assertIn(["imap", "imap.practice.example", ADDRESS, NAME], thunderbird.run(ACCOUNTS))


if __name__ == "__main__":
    REASON = thunderbird_driver.unavailable()
    if REASON:
        print("SKIPPED: " + REASON, file=sys.stderr)
        sys.exit(77)
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
