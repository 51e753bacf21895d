/* sdr.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/logins/keystore/sdr.h"

#include <secasn1.h>
#include <secoid.h>
#include <string.h>

typedef struct {
  SECItem key_id;
  SECAlgorithmID algorithm;
  SECItem ciphertext;
} Sdr;

SEC_ASN1_MKSUB (SECOID_AlgorithmIDTemplate)

static const SEC_ASN1Template template[] = {
  { SEC_ASN1_SEQUENCE, 0, NULL, sizeof (Sdr) },
  { SEC_ASN1_OCTET_STRING, offsetof (Sdr, key_id), NULL, 0 },
  { SEC_ASN1_INLINE | SEC_ASN1_XTRN, offsetof (Sdr, algorithm), SEC_ASN1_SUB (SECOID_AlgorithmIDTemplate), 0 },
  { SEC_ASN1_OCTET_STRING, offsetof (Sdr, ciphertext), NULL, 0 },
  { 0, 0, NULL, 0 },
};

/* What is added to a text to fill its last block, at most (PKCS #7). */
#define PADDING_MAX 16

static void
free_item (SECItem *item)
{
  SECITEM_FreeItem (item, PR_TRUE);
}

static void
free_arena (PLArenaPool *arena)
{
  PORT_FreeArena (arena, PR_TRUE);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SECItem, free_item)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PLArenaPool, free_arena)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PK11SymKey, PK11_FreeSymKey)

/* @sdr: with its algorithm and its key; the rest is filled in. */
static char *
seal (PLArenaPool *arena, PK11SymKey *key, SECItem *iv, TgSecret *text, Sdr *sdr)
{
  gsize length;
  const char *bytes = tg_secret_peek (text, &length);
  g_autoptr (SECItem) der = NULL;

  sdr->ciphertext.data = PORT_ArenaAlloc (arena, length + PADDING_MAX);
  if (sdr->ciphertext.data == NULL ||
      PK11_Encrypt (key, CKM_DES3_CBC_PAD, iv, sdr->ciphertext.data, &sdr->ciphertext.len, (unsigned int)length + PADDING_MAX,
                    (const unsigned char *)bytes, (unsigned int)length) != SECSuccess)
    return NULL;
  der = SEC_ASN1EncodeItem (NULL, NULL, sdr, template);
  return der != NULL ? g_base64_encode (der->data, der->len) : NULL;
}

char *
tg_sdr_encrypt (PK11SymKey *key, SECItem *key_id, TgSecret *text)
{
  g_autoptr (PLArenaPool) arena = PORT_NewArena (SEC_ASN1_DEFAULT_ARENA_SIZE);
  g_autoptr (SECItem) iv = PK11_GenerateNewParam (CKM_DES3_CBC, key);
  Sdr sdr = { .key_id = *key_id };

  if (arena == NULL || iv == NULL || PK11_ParamToAlgid (SEC_OID_DES_EDE3_CBC, iv, arena, &sdr.algorithm) != SECSuccess)
    return NULL;
  return seal (arena, key, iv, text, &sdr);
}

static TgSecret *
open_with (PK11SymKey *key, CK_MECHANISM_TYPE mechanism, SECItem *iv, const SECItem *ciphertext)
{
  char *bytes;
  g_autoptr (TgSecret) room = tg_secret_room (ciphertext->len, &bytes);
  unsigned int length = 0;

  return PK11_Decrypt (key, PK11_GetPadMechanism (mechanism), iv, (unsigned char *)bytes, &length, ciphertext->len, ciphertext->data,
                       ciphertext->len) == SECSuccess
             ? tg_secret_new (bytes, (gssize)length)
             : NULL;
}

TgSecret *
tg_sdr_decrypt (PK11SlotInfo *slot, const char *value)
{
  g_autoptr (PLArenaPool) arena = PORT_NewArena (SEC_ASN1_DEFAULT_ARENA_SIZE);
  gsize length;
  g_autofree guchar *der = g_base64_decode (value, &length);
  const SECItem item = { siBuffer, der, (unsigned int)length };
  g_autoptr (SECItem) iv = NULL;
  g_autoptr (PK11SymKey) key = NULL;
  CK_MECHANISM_TYPE mechanism;
  Sdr sdr = { 0 };

  if (arena == NULL || SEC_QuickDERDecodeItem (arena, &sdr, template, &item) != SECSuccess)
    return NULL;
  mechanism = PK11_AlgtagToMechanism (SECOID_GetAlgorithmTag (&sdr.algorithm));
  if (mechanism != CKM_DES3_CBC && mechanism != CKM_AES_CBC)
    return NULL;
  iv = PK11_ParamFromAlgid (&sdr.algorithm);
  key = iv != NULL ? PK11_FindFixedKey (slot, mechanism, &sdr.key_id, NULL) : NULL;
  return key != NULL ? open_with (key, mechanism, iv, &sdr.ciphertext) : NULL;
}
