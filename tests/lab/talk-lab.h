/* talk-lab.h: runs one talk against a server on loopback, and looks at what came of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "lab/scripted-server.h"
#include "wire/talk/talk.h"

G_BEGIN_DECLS

#define LAB_HOST     "mail.example.jp"
#define LAB_USER     "hanako@example.jp"
#define LAB_PASSWORD "wire-canary-4711"

/* An authority made for this run, with its file for --ca-file, and a server certificate. */
typedef struct {
  TestCert        *ca;
  char            *ca_path;
  GTlsCertificate *good; /* LAB_HOST, 127.0.0.1 and ::1, by @ca */
} LabCerts;

LabCerts        *lab_certs_new  (void);
void             lab_certs_free (LabCerts *self);
/* A server certificate by @issuer (NULL: by itself), valid from a day ago for @days, with its key. */
GTlsCertificate *lab_certificate (const TestCert *issuer, const char *name, int days);

typedef struct _LabTalk LabTalk;

/* What a test wants of a talk; zeroes are the usual. */
typedef struct {
  TgProtocol  protocol;
  TgSecurity  security;
  const char *host;       /* LAB_HOST, which leads to 127.0.0.1 */
  guint16     port;
  const char *ca_file;
  const char *pin;        /* SHA-256 of the certificate pinned for this host and port */
  gint64      pin_until;
  guint       timeout_ms; /* 10000 */
  guint       connect_timeout_ms;
  gboolean    allow_plaintext;
  gboolean    no_password;
  const char *mechanism;
  const TgStep *table;
  TgStage     cancel_at;  /* cancels when this stage begins, unless TG_STAGE_RESOLVE */
  gboolean    cancelled_before;
  gboolean    ask_later;  /* TG_PERMIT_LATER, then as @permit says after @later_ms */
  guint       later_ms;
  TgPermit    permit;
  TgFault     give_up;    /* when it is quiet */
} LabWish;

/* Runs to the end. */
LabTalk    *lab_talk_run   (const LabWish *wish);
/* The same in two parts, for several at once. */
LabTalk    *lab_talk_start (const LabWish *wish);
void        lab_talk_wait  (LabTalk *self);
void        lab_talk_free  (LabTalk *self);

struct _LabTalk {
  TgTalk     *talk;
  TgEvidence *evidence;
  GError     *error;
  guint       quiet;     /* how often it was called */
  guint       asked;
  GString    *lines;     /* the conversation as watched */
  GString    *stages;    /* "resolve connect …", as they began */
  LabWish     wish;
  GCancellable *cancellable;
};

const TgStepRecord *lab_step (LabTalk *self, TgStage stage);
/* The whole conversation, joined by LF. (transfer full) */
char       *lab_conversation (LabTalk *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabCerts, lab_certs_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabTalk, lab_talk_free)

G_END_DECLS
