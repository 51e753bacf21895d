/* message-numbers.c: error numbers: Outlook and Windows Mail (0x800CCC…, Microsoft's own list), Windows
 * sockets (WSA…), Windows certificates (0x800B…), Apple's Secure Transport, Mozilla's NSS.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/message-rows.h"

const TgMessageRow tg_message_numbers[] = {
  /* Outlook, Outlook Express, Windows Mail, Windows Live Mail: connecting. */
  { "0x800CCC0D", "host-not-found", TG_SIDE_BOTH, FALSE },
  { "0x800CCC00|0x800CCC05|0x800CCC0B", "port-silent", TG_SIDE_BOTH, TRUE },
  { "0x800CCC0E|0x800CCC15|0x80042108|0x80042109|0x80040115", "port-silent", TG_SIDE_BOTH, TRUE },
  { "0x800CCC0F|0x800CCC12|0x800CCC13|0x800CCCDD", "server-closed", TG_SIDE_BOTH, TRUE },
  { "0x800CCC14|0x80072746|0x80072745", "server-closed", TG_SIDE_BOTH, TRUE },
  { "0x800CCC19|0x8004210A|0x8004210B|0x80072EE2", "server-slow", TG_SIDE_BOTH, TRUE },
  { "0x80072EFD|0x80072EE7", "host-not-found", TG_SIDE_BOTH, TRUE },
  /* … encryption. */
  { "0x800CCC1A|0x80090326|0x80090308|0x80072F7D", "tls-failed", TG_SIDE_BOTH, TRUE },
  { "0x800CCC7D", "starttls-missing", TG_SIDE_SEND, FALSE },
  { "0x80090331", "tls-no-common-cipher", TG_SIDE_BOTH, FALSE },
  { "0x80090302", "tls-too-old", TG_SIDE_BOTH, FALSE },
  { "0x800B010F|0x80090322|0x80072F06|0x800CCC01", "cert-name-mismatch", TG_SIDE_BOTH, FALSE },
  { "0x800B0101|0x80090328|0x80072F05|0x800CCC02", "cert-expired", TG_SIDE_BOTH, FALSE },
  { "0x800B0109|0x800B010A|0x80090325|0x80072F0D", "cert-unknown-issuer", TG_SIDE_BOTH, FALSE },
  { "0x800B010C", "cert-revoked", TG_SIDE_BOTH, FALSE },
  /* … signing in. */
  { "0x800CCC18|0x800CCC91|0x800CCC92|0x800CCCD1|0x800CCC16", "auth-wrong-password", TG_SIDE_BOTH, TRUE },
  { "0x800CCC90", "auth-wrong-password", TG_SIDE_RECEIVE, TRUE },
  { "0x800CCC9[3-9A-F]|0x800CCCD[2-9]", "server-garbage", TG_SIDE_RECEIVE, TRUE },
  { "0x800CCC80|0x800CCC7C|0x800CCC7B", "send-auth-missing", TG_SIDE_SEND, TRUE },
  /* … sending: one number for each reply of SMTP. */
  { "0x800CCC6[0-6]|0x800CCC6A", "server-unavailable", TG_SIDE_SEND, TRUE },
  { "0x800CCC67", "server-unavailable", TG_SIDE_SEND, FALSE },
  { "0x800CCC68", "mailbox-in-use", TG_SIDE_SEND, TRUE },
  { "0x800CCC69|0x800CCC6B|0x800CCC6E|0x800CCC79", "send-recipient-rejected", TG_SIDE_SEND, TRUE },
  { "0x800CCC6C|0x800CCC6D", "send-size", TG_SIDE_SEND, TRUE },
  { "0x800CCC6F", "send-content-rejected", TG_SIDE_SEND, TRUE },
  { "0x800CCC78", "send-sender-rejected", TG_SIDE_SEND, TRUE },

  /* Windows sockets, after “Socket Error:” or “ソケット エラー:”. */
  { "(socket|ソケット).{0,12}\\b(11001|11002|11004)\\b", "host-not-found", TG_SIDE_BOTH, FALSE },
  { "(socket|ソケット).{0,12}\\b10061\\b", "port-refused", TG_SIDE_BOTH, FALSE },
  { "(socket|ソケット).{0,12}\\b10060\\b", "port-silent", TG_SIDE_BOTH, FALSE },
  { "(socket|ソケット).{0,12}\\b(10050|10051|10065)\\b", "no-network", TG_SIDE_LOCAL, FALSE },
  { "(socket|ソケット).{0,12}\\b(10053|10054|10058)\\b", "server-closed", TG_SIDE_BOTH, FALSE },
  { "(socket|ソケット).{0,12}\\b10013\\b", "network-filtered", TG_SIDE_LOCAL, FALSE },

  /* Apple: Secure Transport and NSURL. */
  { "(?<![\\w-])-(9843|1202)\\b", "cert-name-mismatch", TG_SIDE_BOTH, FALSE },
  { "(?<![\\w-])-(9814|9815)\\b", "cert-expired", TG_SIDE_BOTH, FALSE },
  { "(?<![\\w-])-(9807|9808|9812|9813)\\b", "cert-unknown-issuer", TG_SIDE_BOTH, FALSE },
  { "(?<![\\w-])-(9836|9801)\\b", "tls-too-old", TG_SIDE_BOTH, FALSE },
  { "(?<![\\w-])-(9806|9824|9847)\\b", "tls-failed", TG_SIDE_BOTH, TRUE },
  { "(?<![\\w-])-1003\\b", "host-not-found", TG_SIDE_BOTH, FALSE },

  /* Mozilla. */
  { "SSL_ERROR_BAD_CERT_DOMAIN", "cert-name-mismatch", TG_SIDE_BOTH, FALSE },
  { "SEC_ERROR_EXPIRED_CERTIFICATE", "cert-expired", TG_SIDE_BOTH, FALSE },
  { "SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE", "cert-chain-expired", TG_SIDE_BOTH, FALSE },
  { "MOZILLA_PKIX_ERROR_NOT_YET_VALID", "cert-not-yet-valid", TG_SIDE_BOTH, FALSE },
  { "MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT", "cert-self-signed", TG_SIDE_BOTH, FALSE },
  { "SEC_ERROR_(UNKNOWN|UNTRUSTED)_ISSUER", "cert-unknown-issuer", TG_SIDE_BOTH, FALSE },
  { "SEC_ERROR_REVOKED_CERTIFICATE", "cert-revoked", TG_SIDE_BOTH, FALSE },
  { "SSL_ERROR_(UNSUPPORTED_VERSION|PROTOCOL_VERSION_ALERT)", "tls-too-old", TG_SIDE_BOTH, FALSE },
  { "SSL_ERROR_NO_CYPHER_OVERLAP", "tls-no-common-cipher", TG_SIDE_BOTH, FALSE },
  { "SSL_ERROR_RX_RECORD_TOO_LONG", "tls-expected-plain", TG_SIDE_BOTH, FALSE },
  { "PR_(END_OF_FILE|CONNECT_RESET)_ERROR", "server-closed", TG_SIDE_BOTH, TRUE },
};
const gsize tg_message_n_numbers = G_N_ELEMENTS (tg_message_numbers);
