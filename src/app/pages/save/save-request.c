/* save-request.c: see save-request.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/save/save-request.h"

TgSavingRequest
tg_save_request_new (TgPage *page, const TgTarget *target, TgAccount *account, gboolean update, gboolean alike, gboolean hand_over)
{
  TgWizard *wizard = tg_page_get_wizard (page);
  TgSession *session = tg_page_get_session (page);

  return (TgSavingRequest){
    .place = target->place,
    .account = account,
    .receive_password = tg_session_get_password (session, TG_SIDE_RECEIVE),
    .send_password = tg_session_get_password (session, TG_SIDE_SEND),
    .result = tg_session_get_result (session),
    .update = update || target->existing != NULL,
    .oauth = { tg_session_needs_browser (session, TG_SIDE_RECEIVE), tg_session_needs_browser (session, TG_SIDE_SEND) },
    .existing = target->existing,
    .alike = alike,
    .hand_over = hand_over,
    .exceptions = tg_wizard_get_practising (wizard) ? TG_SAVING_PRACTICE : TG_SAVING_RECORDED,
    .authorities = tg_wizard_get_allowed (wizard)->authorities,
  };
}
