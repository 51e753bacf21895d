/* main.c: tegamictl, the command-line twin of the wizard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/options/password.h"
#include "model/text/language.h"
#include "tegami-config.h"
#include "wire/network.h"

static const struct {
  const char *name;
  int (*run) (int argc, char **argv);
  const char *arguments;
  const char *about;
} commands[] = {
  { "check", tg_command_check, "", N_ ("test an account") },
  { "find", tg_command_find, "ADDRESS", N_ ("settings known for an address, with their origin") },
  { "save", tg_command_save, "thunderbird|evolution", N_ ("write an account into a mail program") },
  { "undo", tg_command_undo, "[CHANGE]", N_ ("list or undo changes") },
  { "accounts", tg_command_accounts, "", N_ ("accounts found in Thunderbird and Evolution") },
  { "practice", tg_command_practice, "", N_ ("run the practice servers until stopped") },
  { "certificate", tg_command_certificate, "HOST:PORT", N_ ("what a server’s certificate proves") },
  { "exceptions", tg_command_exceptions, "", N_ ("security exceptions of ours and of the mail programs") },
  { "letter", tg_command_letter, "[FILE]", N_ ("settings read from a provider’s letter") },
  { "message", tg_command_message, "[FILE]", N_ ("what a warning, an error number or a returned mail means") },
  { "device", tg_command_device, "DEVICE [VERSION]", N_ ("what works here, and what that means for another device") },
  { "devices", tg_command_devices, "", N_ ("the devices and programs that “device” knows") },
  { "quick-reference", tg_command_quick_reference, "", N_ ("ports, encryption and the usual causes on one page") },
  { "findings", tg_command_findings, "", N_ ("the texts of all findings on one page") },
};

static int
run (gsize i, int argc, char **argv)
{
  g_autofree char *usage =
      g_strjoin (" ", "tegamictl", commands[i].name, *commands[i].arguments != '\0' ? commands[i].arguments : NULL, NULL);

  g_set_prgname (usage); /* what --help begins with */
  return commands[i].run (argc, argv);
}

static void
print_usage (gboolean to_error)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n\n", _ ("Usage: tegamictl COMMAND [ARGUMENT…]"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "  %-15s %-21s  %s\n", commands[i].name, commands[i].arguments, _ (commands[i].about));
  g_string_append_printf (text, "\n%s\n", _ ("“tegamictl COMMAND --help” lists the options. All commands accept --json."));
  if (to_error)
    g_printerr ("%s", text->str);
  else
    g_print ("%s", text->str);
  g_string_free (text, TRUE);
}

/* The language must be known before the first text is made, options' own help included. */
static const char *
wanted_language (int argc, char **argv)
{
  for (int i = 1; i < argc; i++) {
    if (strcmp (argv[i], "--lang") == 0 && i + 1 < argc)
      return argv[i + 1];
    if (g_str_has_prefix (argv[i], "--lang="))
      return argv[i] + strlen ("--lang=");
  }
  return NULL;
}

/* Nothing was seen yet, or nothing is under way that could be told; what tells something when it is
 * interrupted, or writes, calls tg_wait_heed_signals(), which takes this one's place for good. */
static void
leave (int signal_number)
{
  tg_password_show_typing ();
  _exit (TG_EXIT_CANCELLED);
}

int
main (int argc, char **argv)
{
  signal (SIGINT, leave);
  signal (SIGTERM, leave);
  if (signal (SIGHUP, leave) == SIG_IGN)
    signal (SIGHUP, SIG_IGN);
  /* With G_MESSAGES_DEBUG, nothing may come between the lines of the JSON. */
  g_log_writer_default_set_use_stderr (TRUE);
  tg_network_init ();
  tg_language_init (wanted_language (argc, argv));
  g_set_prgname ("tegamictl");

  if (argc < 2) {
    print_usage (TRUE);
    return TG_EXIT_USAGE;
  }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0 || strcmp (argv[1], "help") == 0) {
    print_usage (FALSE);
    return TG_EXIT_DONE;
  }
  if (strcmp (argv[1], "--version") == 0) {
    g_print ("tegamictl %s\n", TG_VERSION);
    return TG_EXIT_DONE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (argv[1], commands[i].name) == 0)
      return run (i, argc - 1, argv + 1);
  g_printerr (_ ("tegamictl: there is no command “%s”\n\n"), argv[1]);
  print_usage (TRUE);
  return TG_EXIT_USAGE;
}
