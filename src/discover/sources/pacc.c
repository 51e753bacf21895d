/* pacc.c: the file of draft-ietf-mailmaint-pacc, and beside it the record in DNS that proves it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "discover/sources/answers.h"
#include "discover/sources/page.h"
#include "find/read/pacc.h"
#include "find/read/where.h"

typedef struct {
  TgSearch *search;
  TgPage *page;
  TgDnsReply *proof;
  guint waiting;
} Question;

static void
settle_read (const Question *self)
{
  g_auto (GStrv) records = tg_dns_reply_texts (self->proof);
  g_autoptr (TgSettings) settings = NULL;
  TgReadOutcome read = tg_pacc_read (self->page->body, self->search->found->address, (const char *const *)records, &settings);

  tg_search_settle_read (self->search, TG_ORIGIN_PACC, self->page->hops, read, settings);
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

  self->proof = tg_search_take_records (self->search, result);
  half_came (self);
}

void
tg_search_ask_pacc (TgSearch *self, TgOrigin source)
{
  g_autofree char *url = tg_where_url (TG_ORIGIN_PACC, self->domain, NULL);
  g_autofree char *name = tg_where_proof (self->domain);
  Question *question = g_new0 (Question, 1);

  question->search = tg_search_ref (self);
  question->waiting = 2;
  tg_search_ask_records (self, TG_ORIGIN_PACC, TG_DNS_TXT, name, on_proof, question);
  tg_page_fetch_async (self, &(TgPageQuestion){ TG_ORIGIN_PACC, url, self->domain, FALSE }, on_page, question);
}
