/* xml-text.h: the bytes of an XML file from outside, as the UTF-8 that GMarkup reads (XML 1.0, section 4.3.3 and appendix F).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In UTF-8, without a byte-order mark.  NULL where the bytes are not in the encoding that they declare (UTF-8 without a declaration),
 * where that is none that mail providers' files are written in, or where there are more than @max. (transfer full) (nullable) */
char *tg_xml_text (GBytes *bytes, gsize max);

G_END_DECLS
