/* keystore.c: one user slot of NSS's software token, with a key of our own.
 *
 * Why a key of our own: since release 144 Thunderbird's has AES, for which older releases have no use; an entry names its
 * key, so that each release finds ours (seen in 153).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clients/thunderbird/logins/keystore/keystore.h"

#include <nss.h>
#include <secmod.h>

#include "clients/thunderbird/logins/keystore/sdr.h"

/* In each entry that we write: it never changes. */
static const char own_id[] = "tegami";

struct _TgKeystore {
  char *folder;
  PK11SlotInfo *slot; /* (nullable): it cannot be opened, or there is none to be read */
  PK11SymKey *own;    /* (nullable) */
  gboolean is_there;
};

static SECItem
own_key_id (void)
{
  return (SECItem){ siBuffer, (unsigned char *)own_id, sizeof own_id - 1 };
}

/* NSS reads its arguments from a line, in which quotation marks and backslashes need one. */
static char *
slot_words (const char *folder, gboolean writes)
{
  g_autoptr (GString) words = g_string_new ("configDir=\"sql:");

  for (const char *c = folder; *c != '\0'; c++)
    g_string_append_printf (words, "%s%c", *c == '"' || *c == '\\' ? "\\" : "", *c);
  g_string_append_printf (words, "\" tokenDescription=\"Saved passwords\" flags=noCertDB%s", writes ? "" : ",readOnly");
  return g_string_free (g_steal_pointer (&words), FALSE);
}

TgKeystore *
tg_keystore_open (const char *folder, gboolean writes)
{
  TgKeystore *self = g_new0 (TgKeystore, 1);
  g_autofree char *path = g_build_filename (folder, "key4.db", NULL);
  g_autofree char *words = slot_words (folder, writes);
  SECItem id = own_key_id ();

  self->folder = g_strdup (folder);
  self->is_there = g_file_test (path, G_FILE_TEST_EXISTS);
  if ((!self->is_there && !writes) || NSS_NoDB_Init (NULL) != SECSuccess)
    return self;
  self->slot = SECMOD_OpenUserDB (words);
  if (tg_keystore_state (self) == TG_KEYSTORE_OPEN)
    self->own = PK11_FindFixedKey (self->slot, CKM_DES3_CBC, &id, NULL);
  return self;
}

void
tg_keystore_close (TgKeystore *self)
{
  g_clear_pointer (&self->own, PK11_FreeSymKey);
  if (self->slot != NULL)
    SECMOD_CloseUserDB (self->slot);
  g_clear_pointer (&self->slot, PK11_FreeSlot);
  NSS_Shutdown ();
  g_free (self->folder);
  g_free (self);
}

TgKeystoreState
tg_keystore_state (TgKeystore *self)
{
  if (self->slot == NULL)
    return self->is_there ? TG_KEYSTORE_UNREADABLE : TG_KEYSTORE_NONE;
  if (PK11_NeedUserInit (self->slot))
    return TG_KEYSTORE_NONE;
  if (PK11_NeedLogin (self->slot))
    return TG_KEYSTORE_LOCKED;
  return self->own != NULL ? TG_KEYSTORE_READY : TG_KEYSTORE_OPEN;
}

gboolean
tg_keystore_make_ready (TgKeystore *self)
{
  SECItem id = own_key_id ();

  /* With an empty password, as Thunderbird makes it. */
  if (self->slot != NULL && PK11_NeedUserInit (self->slot))
    PK11_InitPin (self->slot, NULL, "");
  if (tg_keystore_state (self) == TG_KEYSTORE_OPEN)
    self->own = PK11_TokenKeyGen (self->slot, CKM_DES3_CBC, NULL, 0, &id, PR_TRUE, NULL);
  return self->own != NULL;
}

char *
tg_keystore_encrypt (TgKeystore *self, TgSecret *text)
{
  SECItem id = own_key_id ();

  return self->own != NULL ? tg_sdr_encrypt (self->own, &id, text) : NULL;
}

TgSecret *
tg_keystore_decrypt (TgKeystore *self, const char *value)
{
  return self->slot != NULL && tg_keystore_state (self) != TG_KEYSTORE_LOCKED ? tg_sdr_decrypt (self->slot, value) : NULL;
}
