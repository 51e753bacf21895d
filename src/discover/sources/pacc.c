/* pacc.c: the file of draft-ietf-mailmaint-pacc, and beside it the record in DNS that proves it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "discover/sources/page.h"
#include "find/ranking/grade.h"
#include "find/read/pacc.h"
#include "find/read/remarks.h"
#include "find/read/where.h"
#include "wire/ask/dns-records.h"

typedef struct {
  TgSearch *search;
  TgPage *page;
  TgDnsReply *proof;
  guint waiting;
} Question;

static void
settle_read (const Question *self)
{
  TgSearch *search = self->search;
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  g_auto (GStrv) records = NULL;
  g_autoptr (TgSettings) settings = NULL;
  g_autofree char *detail = NULL;
  TgReadOutcome read;

  for (guint i = 0; self->proof != NULL && i < self->proof->records->len; i++)
    g_strv_builder_add (texts, ((const TgDnsRecord *)self->proof->records->pdata[i])->text);
  records = g_strv_builder_end (texts);
  read = tg_pacc_read (self->page->body, search->found->address, (const char *const *)records, &settings);
  if (read == TG_READ_SETTINGS) {
    detail = tg_remarks_describe (settings->remarks);
    tg_search_settle (search, TG_ORIGIN_PACC, TG_SOURCE_FOUND,
                      tg_candidate_from_settings (search->found->address, TG_ORIGIN_PACC, self->page->hops, settings), detail);
  } else if (read == TG_READ_BROKEN) {
    tg_search_settle (search, TG_ORIGIN_PACC, TG_SOURCE_FAILED, NULL, _ ("What is published there cannot be read."));
  } else {
    tg_search_settle (search, TG_ORIGIN_PACC, TG_SOURCE_NONE, NULL, _ ("Nothing is published there."));
  }
}

static void
half_came (Question *self)
{
  if (--self->waiting > 0)
    return;
  if (self->page->outcome == TG_SOURCE_FOUND)
    settle_read (self);
  else
    tg_search_settle (self->search, TG_ORIGIN_PACC, self->page->outcome, NULL, self->page->why);
  tg_page_free (self->page);
  g_clear_pointer (&self->proof, tg_dns_reply_free);
  tg_search_unref (self->search);
  g_free (self);
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *self = data;

  self->page = tg_page_fetch_finish (result);
  half_came (self);
}

static void
on_proof (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *self = data;

  self->proof = tg_dns_records_finish (result, NULL);
  half_came (self);
}

void
tg_search_ask_pacc (TgSearch *self)
{
  g_autofree char *url = tg_where_url (TG_ORIGIN_PACC, self->domain, NULL);
  g_autofree char *name = tg_where_proof (self->domain);
  g_autofree char *line = g_strdup_printf ("DNS TXT %s", name);
  Question *question = g_new0 (Question, 1);

  question->search = tg_search_ref (self);
  question->waiting = 2;
  tg_search_asks (self, TG_ORIGIN_PACC, line);
  tg_dns_records_async (self->network->resolver, TG_DNS_TXT, name, tg_search_patience (self), self->stop, on_proof, question);
  tg_page_fetch_async (self, &(TgPageQuestion){ TG_ORIGIN_PACC, url, self->domain, FALSE }, on_page, question);
}
