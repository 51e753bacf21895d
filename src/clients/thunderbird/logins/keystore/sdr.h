/* sdr.h: one encrypted value of logins.json, as NSS's "secret decoder ring" writes it (seen in Thunderbird 153 and in NSS
 * 3.87): base64 of the DER
 *
 *   SEQUENCE { OCTET STRING key id, AlgorithmIdentifier { OID, OCTET STRING iv }, OCTET STRING ciphertext }
 *
 * with triple DES (1.2.840.113549.3.7) until release 143, AES-256 (2.16.840.1.101.3.4.1.42) since, both in CBC mode.
 *
 * NSS's own PK11SDR_Decrypt() reads AES since 3.113 only, and both functions look into the internal slot alone: hence this.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <pk11pub.h>

#include "model/secret.h"

G_BEGIN_DECLS

/* With triple DES, which each release reads: entries name their key. @key: a triple DES key of this id. base64 (transfer full);
 * NULL where NSS fails */
char     *tg_sdr_encrypt (PK11SymKey *key, SECItem *key_id, TgSecret *text);

/* NULL where it is no such value, or no key of @slot opens it. (transfer full) (nullable) */
TgSecret *tg_sdr_decrypt (PK11SlotInfo *slot, const char *value);

G_END_DECLS
