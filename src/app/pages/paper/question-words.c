/* question-words.c: one row for each question.  The names are those of real letters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/pages/paper/question-words.h"

#include <glib/gi18n.h>

/* The same words on paper for both servers. */
#define SECURITIES                                                                                                                         \
  {                                                                                                                                        \
    { N_ ("SSL/TLS"), N_ ("The connection is encrypted from the start.") },                                                                \
        { N_ ("SSL"), N_ ("The older word for the same: “use SSL”.") },                                                                    \
        { N_ ("TLS"), N_ ("Mostly the same; with port 587, 143 or 110 it is STARTTLS.") },                                                 \
        { N_ ("STARTTLS"), N_ ("The encryption begins after the first words. Often with port 587.") },                                     \
        { N_ ("None, or “do not use”"), N_ ("Tegami tries encryption all the same.") },                                                    \
        { N_ ("The letter says nothing"), N_ ("Tegami goes by the port.") },                                                               \
  }

static const TgPaperWords words[TG_PAPER_SUMMARY] = {
  [TG_PAPER_ADDRESS] = { .asks = N_ ("Which mail address is the letter for?"),
                         .where = N_ ("Mostly near the top of the part about mail. It has an @."),
                         .called = N_ ("e-mail address, mail account"),
                         .field = N_ ("Mail address"),
                         .hint = N_ ("For example: taro@example.jp"),
                         .typed = TG_TYPED_ADDRESS },
  [TG_PAPER_RECEIVE_HOST] = { .asks = N_ ("Which server is for receiving?"),
                              .where = N_ ("In the part about the settings of mail programs, mostly before the sending server."),
                              .called = N_ ("receiving mail server, incoming server, POP server, POP3 server, IMAP server"),
                              .field = N_ ("Receiving server"),
                              .hint = N_ ("For example: pop.example.jp"),
                              .typed = TG_TYPED_RECEIVE },
  [TG_PAPER_RECEIVE_PORT] = { .asks = N_ ("Is there a port for receiving?"),
                              .where =
                                  N_ ("A number behind or below the receiving server, often in brackets: mostly 995, 993, 110 or 143."),
                              .called = N_ ("port number, receiving port, POP port, IMAP port"),
                              .field = N_ ("Port for receiving"),
                              .hint = N_ ("Leave it empty if the letter has none.") },
  [TG_PAPER_PROTOCOL] = { .asks = N_ ("Does the letter say POP or IMAP?"),
                          .where = N_ ("Beside the receiving server, or in the heading above it."),
                          .called = N_ ("type of account, type of server, protocol"),
                          .choices = { { N_ ("POP or POP3"), N_ ("Mail is fetched to this computer.") },
                                       { N_ ("IMAP or IMAP4"), N_ ("Mail stays on the server, for all your devices.") },
                                       { N_ ("Neither"), N_ ("Tegami tries both.") } } },
  [TG_PAPER_RECEIVE_SECURITY] = { .asks = N_ ("What does it say about encryption for receiving?"),
                                  .where = N_ ("Beside the port, or in a line of its own."),
                                  .called = N_ ("SSL, connection security, type of encryption, secure connection"),
                                  .choices = SECURITIES },
  [TG_PAPER_SEND_HOST] = { .asks = N_ ("Which server is for sending?"),
                           .where = N_ ("Mostly right below the receiving server."),
                           .called = N_ ("sending mail server, outgoing server, SMTP server"),
                           .field = N_ ("Sending server"),
                           .hint = N_ ("For example: smtp.example.jp"),
                           .choices = { { N_ ("The same as for receiving"), N_ ("Or the letter names one mail server only.") },
                                        { N_ ("Another name"), NULL } },
                           .typed = TG_TYPED_SEND },
  [TG_PAPER_SEND_PORT] = { .asks = N_ ("Is there a port for sending?"),
                           .where = N_ ("A number behind or below the sending server: mostly 587, 465 or 25."),
                           .called = N_ ("port number, sending port, SMTP port, submission port"),
                           .field = N_ ("Port for sending"),
                           .hint = N_ ("Leave it empty if the letter has none.") },
  [TG_PAPER_SEND_SECURITY] = { .asks = N_ ("What does it say about encryption for sending?"),
                               .where = N_ ("Beside the port, or in a line of its own."),
                               .called = N_ ("SSL, connection security, type of encryption, secure connection"),
                               .choices = SECURITIES },
  [TG_PAPER_USER] = { .asks = N_ ("What is the user name?"),
                      .where = N_ ("Mostly right above the mail password. Not the ID of the internet connection."),
                      .called = N_ ("account name, mail account, mail ID, POP ID, user ID"),
                      .field = N_ ("User name"),
                      .hint = N_ ("As it stands in the letter"),
                      .choices = { { N_ ("The same as the mail address"), NULL },
                                   { N_ ("The part of it before the @"), NULL },
                                   { N_ ("Another one"), NULL } },
                      .typed = TG_TYPED_USER },
  [TG_PAPER_SEND_USER] = { .asks = N_ ("Does sending need a sign-in?"),
                           .where = N_ ("Beside the sending server."),
                           .called = N_ ("SMTP authentication, SMTP-AUTH, authentication for sending"),
                           .field = N_ ("User name for sending"),
                           .hint = N_ ("As it stands in the letter"),
                           .choices = { { N_ ("Yes, or the letter says nothing"),
                                          N_ ("With the same user name and password as for receiving.") },
                                        { N_ ("No: “not required”"), N_ ("Tegami asks the server itself.") },
                                        { N_ ("Yes, with another user name"), NULL } },
                           .typed = TG_TYPED_SEND_USER },
};

const TgPaperWords *
tg_paper_words (TgPaperQuestion question)
{
  return &words[question];
}
