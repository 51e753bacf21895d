/* ini.h: Thunderbird's profiles.ini, read and edited line by line.  Not GKeyFile, which escapes
 * values: Mozilla's reader takes a line as it stands.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _TgIni TgIni;

TgIni      *tg_ini_parse          (GBytes *bytes); /* (nullable) @bytes: an empty file.  Never fails. */
void        tg_ini_free           (TgIni *self);
GBytes     *tg_ini_to_bytes       (TgIni *self);

gboolean    tg_ini_has_section    (TgIni *self, const char *section);
GPtrArray  *tg_ini_sections       (TgIni *self, const char *prefix); /* of char* (transfer full) */
char       *tg_ini_get            (TgIni *self, const char *section, const char *key); /* (transfer full) */

/* Appends a section; @keys and @values alternate, NULL-terminated.  Line ends in them become
 * spaces, so that nothing can begin a line of its own. */
void        tg_ini_add_section    (TgIni *self, const char *section, ...) G_GNUC_NULL_TERMINATED;
/* Changes or adds one key of a section that is there. */
void        tg_ini_set            (TgIni *self, const char *section, const char *key, const char *value);
void        tg_ini_remove_section (TgIni *self, const char *section);
void        tg_ini_rename_section (TgIni *self, const char *section, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TgIni, tg_ini_free)

G_END_DECLS
