/* verdict.h: whether a person may be offered to allow a certificate that is not trusted, and if
 * not, why not.  Pure.
 *
 * An exception is the last way, for a device or a server that nobody else vouches for.  It is never
 * a way round a repair, a withdrawal, or an attack.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/evidence/evidence.h"
#include "model/finding.h"

G_BEGIN_DECLS

/* In the order in which they are looked for: the first that holds is the reason. */
typedef enum {
  TG_EXCEPTION_ALLOWED,
  TG_EXCEPTION_NO_CERTIFICATE, /* none was seen: there is nothing to allow */
  TG_EXCEPTION_NOT_NEEDED,     /* it is trusted as it is */
  TG_EXCEPTION_REVOKED,
  TG_EXCEPTION_OLD_TLS,         /* the connection itself is too weak, whoever is at the other end */
  TG_EXCEPTION_KNOWN_PROVIDER,  /* its server has a valid certificate: somebody is in between */
  TG_EXCEPTION_INTERCEPTED,
  TG_EXCEPTION_OTHER_WAY,       /* a remedy was tried and works: a correct name, a known server */
  TG_EXCEPTION_CHANGED,         /* another certificate is allowed here: that one goes first */
  TG_EXCEPTION_FAULT,           /* a fault that no comparing of fingerprints makes up for */
} TgExceptionVerdict;

/* @findings: of TgFinding*, of the check that @seen belongs to, its remedies tried */
TgExceptionVerdict tg_exception_verdict (const TgAccount *account, const TgEvidence *seen, GPtrArray *findings);

/* The same for an exception that was given by hand, and has let @seen through. */
TgExceptionVerdict tg_exception_still_allowed (const TgAccount *account, const TgEvidence *seen);

/* The reason in one or two sentences for the person; NULL for ALLOWED. (transfer none) */
const char        *tg_exception_verdict_reason  (TgExceptionVerdict verdict);

G_END_DECLS
