/* dns-records.c: one query in a worker thread; c-ares checks and unpacks what comes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/ask/dns-records.h"

#include <netdb.h>
#include <sys/socket.h>

#include "wire/ask/dns-channel.h"
#include "wire/network.h"
#include "wire/worker.h"

#define CLASS_IN 1

typedef struct {
  GInetSocketAddress *server; /* (nullable) */
  TgDnsKind kind;
  char *name;
  guint timeout_ms;
} Question;

/* What c-ares calls back with. */
typedef struct {
  TgDnsKind kind;
  TgDnsReply *reply;
  gboolean over;
} Hearing;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_clear_object (&self->server);
  g_free (self->name);
  g_free (self);
}

static void
record_free (gpointer data)
{
  TgDnsRecord *self = data;

  g_free (self->text);
  g_free (self);
}

static TgDnsReply *
reply_new (void)
{
  TgDnsReply *self = g_new0 (TgDnsReply, 1);

  self->outcome = TG_DNS_SILENT;
  self->records = g_ptr_array_new_with_free_func (record_free);
  return self;
}

void
tg_dns_reply_free (TgDnsReply *self)
{
  g_ptr_array_unref (self->records);
  g_free (self);
}

char **
tg_dns_reply_texts (const TgDnsReply *self)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  for (guint i = 0; self != NULL && i < self->records->len; i++)
    g_strv_builder_add (texts, ((const TgDnsRecord *)self->records->pdata[i])->text);
  return g_strv_builder_end (texts);
}

static TgDnsRecord *
add (GPtrArray *records, const char *text)
{
  TgDnsRecord *record;

  if (records->len >= TG_DNS_RECORDS_MAX)
    return NULL;
  record = g_new0 (TgDnsRecord, 1);
  record->text = g_strdup (text != NULL ? text : "");
  g_ptr_array_add (records, record);
  return record;
}

static int
read_mx (const unsigned char *answer, int length, GPtrArray *records)
{
  struct ares_mx_reply *found = NULL;
  int status = ares_parse_mx_reply (answer, length, &found);

  for (struct ares_mx_reply *row = found; row != NULL; row = row->next) {
    TgDnsRecord *record = add (records, row->host);

    if (record != NULL)
      record->priority = row->priority;
  }
  ares_free_data (found);
  return status;
}

static int
read_srv (const unsigned char *answer, int length, GPtrArray *records)
{
  struct ares_srv_reply *found = NULL;
  int status = ares_parse_srv_reply (answer, length, &found);

  for (struct ares_srv_reply *row = found; row != NULL; row = row->next) {
    TgDnsRecord *record = add (records, row->host);

    if (record == NULL)
      break;
    record->priority = row->priority;
    record->weight = row->weight;
    record->port = row->port;
  }
  ares_free_data (found);
  return status;
}

/* A record may be of several strings, of 255 bytes each at most (RFC 1035 section 3.3.14). */
static int
read_txt (const unsigned char *answer, int length, GPtrArray *records)
{
  struct ares_txt_ext *found = NULL;
  int status = ares_parse_txt_reply_ext (answer, length, &found);
  g_autoptr (GString) joined = g_string_new (NULL);

  for (struct ares_txt_ext *row = found; row != NULL; row = row->next) {
    g_string_append_len (joined, (const char *)row->txt, (gssize)row->length);
    if (row->next == NULL || row->next->record_start) {
      add (records, joined->str);
      g_string_truncate (joined, 0);
    }
  }
  ares_free_data (found);
  return status;
}

static int
take_host (int status, struct hostent *found, GPtrArray *records)
{
  if (status != ARES_SUCCESS)
    return status;
  for (char **name = found->h_aliases; name != NULL && *name != NULL; name++)
    add (records, *name);
  ares_free_hostent (found);
  return status;
}

static int
read_ns (const unsigned char *answer, int length, GPtrArray *records)
{
  struct hostent *found = NULL;
  int status = ares_parse_ns_reply (answer, length, &found);

  return take_host (status, found, records);
}

/* Of several, c-ares has all among the aliases. */
static int
read_ptr (const unsigned char *answer, int length, GPtrArray *records)
{
  struct hostent *found = NULL;
  int status = ares_parse_ptr_reply (answer, length, NULL, 0, AF_INET, &found);

  return take_host (status, found, records);
}

/* RFC 1035 section 3.2.2, RFC 2782. */
static const struct {
  int type;
  int (*read) (const unsigned char *answer, int length, GPtrArray *records);
} kinds[] = {
  [TG_DNS_MX] = { 15, read_mx }, [TG_DNS_SRV] = { 33, read_srv }, [TG_DNS_TXT] = { 16, read_txt },
  [TG_DNS_NS] = { 2, read_ns },  [TG_DNS_PTR] = { 12, read_ptr },
};

static TgDnsOutcome
outcome_of (int status, const GPtrArray *records)
{
  switch (status) {
  case ARES_SUCCESS:
    return records->len > 0 ? TG_DNS_FOUND : TG_DNS_NO_RECORD;
  case ARES_ENODATA:
    return TG_DNS_NO_RECORD;
  case ARES_ENOTFOUND:
    return TG_DNS_NO_NAME;
  case ARES_ETIMEOUT:
  case ARES_ECANCELLED:
    return TG_DNS_SILENT;
  default:
    return TG_DNS_FAILED;
  }
}

static void
heard (void *data, int status, int timeouts, unsigned char *answer, int length)
{
  Hearing *self = data;
  GPtrArray *records = self->reply->records;

  self->over = TRUE;
  if (status == ARES_SUCCESS)
    status = kinds[self->kind].read (answer, length, records);
  if (status != ARES_SUCCESS)
    g_ptr_array_set_size (records, 0);
  self->reply->outcome = outcome_of (status, records);
}

static void
ask_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Question *question = data;
  Hearing hearing = { .kind = question->kind, .reply = reply_new () };
  ares_channel channel = tg_dns_channel_open (question->server, question->timeout_ms);

  if (channel != NULL) {
    ares_query (channel, question->name, CLASS_IN, kinds[question->kind].type, heard, &hearing);
    tg_dns_channel_run (channel, &hearing.over, question->timeout_ms, cancellable);
    ares_destroy (channel);
  }
  g_task_return_pointer (task, hearing.reply, (GDestroyNotify)tg_dns_reply_free);
}

void
tg_dns_records_async (GInetSocketAddress *server, TgDnsKind kind, const char *name, guint timeout_ms, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, tg_dns_records_async);
  question->server = server != NULL ? g_object_ref (server) : NULL;
  question->kind = kind;
  question->name = g_strdup (name);
  question->timeout_ms = tg_network_patient_ms (timeout_ms);
  g_task_set_task_data (task, question, question_free);
  tg_worker_wait (task, ask_in_thread);
}

TgDnsReply *
tg_dns_records_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
