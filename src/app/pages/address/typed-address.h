/* typed-address.h: the address as it is typed, cleaned in plain view.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/widgets/field.h"
#include "session/session.h"

G_BEGIN_DECLS

/**
 * TgTypedAddress:
 * @slips: what was put right since the person began to type
 * @cleaning: (nullable): the last time
 * @filling: while it is put right: nobody typed that
 */
typedef struct {
  TgField *field; /* borrowed */
  guint slips;
  TgCleaning *cleaning;
  gboolean filling;
} TgTypedAddress;

/* Puts @allowed slips right, visibly, in the box itself, and says so.  Whether there were any.  Not from the field's own signal. */
gboolean tg_typed_address_mend   (TgTypedAddress *self, guint allowed);
/* An empty box is a new beginning. */
void     tg_typed_address_notice (TgTypedAddress *self);
void     tg_typed_address_hint   (TgTypedAddress *self);
/* The session tells it beside the test's findings, where it still describes what stands there. */
void     tg_typed_address_tell   (TgTypedAddress *self, TgSession *session);
void     tg_typed_address_clear  (TgTypedAddress *self);

G_END_DECLS
