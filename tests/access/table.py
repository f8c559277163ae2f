"""Who gets what at every address: for each role a letter, in the order of world.ROLES.

    anonymous  Viewer  Editor  Editor of GTM  Reviewer  Reviewer of HND  Administrator  superuser

    .  a page (200): read, or a form that is shown again      L  sent to sign in
    >  led on (redirect): done, where it was a POST           !  refused in words, on the page that it leads back to
    x  refused (403)    0  not there (404)    m  not by this method (405)    1  not signed in at the provider (401)

What an address names is of Guatemala and entered by somebody else (world.py), and a POST sends an empty form: so
reading, opening a form and sending one tell apart, and what needs nothing but a click is done, and undone again. Where
an empty form would tell nothing, SENT has what is sent.
"""

EVERYBODY = "........"
STAFF = "L......."
ENTER = "Lx..xx.."
REVIEW = "Lxxx...."
ADMINISTER = "Lxxxxx.."
NOBODY = "Lxxxxxxx"
LED_ON = "L>>>>>>>"
# A button by its POST alone.
NO_PAGE = "Lmmmmmmm"
# The same of a POST that has nothing to do, or acts at once.
ENTERED = "Lx>>xx>>"
MISSED = "Lx!!xx!!"
NOT_THERE = "L0000000"

# The pages that Django's admin has of a model: (list and history, adding, opening one, changing it, deleting it).
MODELS = {
    (STAFF, ADMINISTER, STAFF, ADMINISTER, ADMINISTER): """
        programs_country programs_countrygroup programs_organization programs_strategy programs_lineofaction
        programs_program programs_participation metrics_unit metrics_breakdown metrics_category metrics_indicator""",
    # Drafts of somebody else, and what they rest on.
    (STAFF, ENTER, STAFF, ENTER, ADMINISTER): """
        metrics_citation metrics_figure metrics_milestone metrics_source metrics_update""",
    # Recorded and, between published figures, declared for good: they are ended.
    (STAFF, ENTER, STAFF, NOBODY, NOBODY): "metrics_erratum metrics_figurerelation",
    (STAFF, NOBODY, STAFF, NOBODY, NOBODY): "metrics_settlement",
    (ADMINISTER, ADMINISTER, ADMINISTER, ADMINISTER, ADMINISTER): "metrics_assignment auth_group auth_user",
}

SENT = {
    "admin:metrics_update_review_row": {"do": "accept"},
    "admin:metrics_update_comment": {"text": "Look at page 3."},
    "admin:metrics_reminders": {"by_mail": "no"},
}

# (GET, POST): names of the addresses, or the route of one that has none.
PAGES = {
    (EVERYBODY, "mmmmmmmm"): """
        healthz overview countries country country_brief country_changes lines line program indicator figure figures
        sources source source_versions updates update revisions findings finding
        figures_file country_file country_changes_file line_file program_file indicator_file figure_file figure_citation
        figure_pack source_file update_file findings_file revisions_feed list_file organization_file organization
        organizations search search_file comparison embed_figure embed_map embed_series
        account_inactive socialaccount_login_cancelled""",
    # Of no countries: a bad request.
    ("!!!!!!!!", "mmmmmmmm"): "comparison_file embed_comparison",
    # No money and no parts are stated in that world, and no two places are beside each other.
    ("00000000", "mmmmmmmm"): """
        embed_figure_parts embed_places embed_country_money embed_lines_money embed_line_money
        embed_organization_money""",
    # Whoever comes to the desk chooses its language, before signing in, too.
    ("mmmmmmmm", ">>>>>>>>"): "language",
    # Files have no language.
    (">>>>>>>>", ">>>>>>>>"): r"^es/(?P<path>[\w-]+(?:/[\w-]+)*\.(?:csv|xlsx|json|bib|ris|csl\.json))$",
    # --- The desk
    (STAFF, STAFF): """
        admin:index admin:app_list admin:metrics_settlement_findings admin:metrics_job_changelist
        account_reauthenticate account_change_password""",
    # Everybody's own choice.
    (STAFF, LED_ON): "admin:metrics_reminders",
    (STAFF, NO_PAGE): """
        admin:password_change_done admin:jsi18n admin:metrics_source_archive admin:metrics_source_original
        admin:metrics_update_mended admin:metrics_update_review admin:metrics_update_record
        mfa_index mfa_list_webauthn""",
    # What is in that update cannot be published as it is, and the page says why.
    ("L!!!!!!!", NO_PAGE): "admin:metrics_update_preview_country",
    # Second factors are set up by who has just signed in with a password; these sessions did not.
    (LED_ON, LED_ON): """
        admin:login admin:password_change account_set_password mfa_authenticate mfa_reauthenticate mfa_activate_totp
        mfa_generate_recovery_codes mfa_add_webauthn mfa_reauthenticate_webauthn mfa_remove_webauthn mfa_edit_webauthn
        mfa_login_webauthn admin:accounts_signinevent_history admin:django_tasks_database_dbtaskresult_history
        admin/accounts/signinevent/<path:object_id>/
        admin/django_tasks_database/dbtaskresult/<path:object_id>/""",
    (">mmmmmmm", ">LLLLLLL"): "admin:logout",
    # It is asked for a field of a form, and a request without one asks for nothing.
    (NOBODY, NO_PAGE): "admin:autocomplete",
    (NOT_THERE, NOT_THERE): """
        admin:view_on_site admin/(?P<url>.*)$ mfa_deactivate_totp mfa_download_recovery_codes""",
    (NOT_THERE, NO_PAGE): "mfa_view_recovery_codes",
    # --- Entering
    (ENTER, ENTER): "admin:metrics_erratum_end admin:metrics_source_attach admin:metrics_update_import",
    (ENTER, NO_PAGE): "admin:metrics_update_choose admin:metrics_update_read admin:metrics_update_template",
    (ENTER, ENTERED): "admin:metrics_update_grid",
    (ENTER, MISSED): "admin:metrics_citation_pick",
    (MISSED, MISSED): "admin:metrics_source_confirm admin:metrics_update_rows",
    (NO_PAGE, ENTER): "admin:metrics_figure_understand",
    (NO_PAGE, ENTERED): """
        admin:metrics_figure_submit admin:metrics_milestone_submit admin:metrics_figurerelation_end
        admin:metrics_update_hand_over admin:metrics_update_read_accept admin:metrics_update_read_dismiss
        admin:metrics_update_read_take_back""",
    (NO_PAGE, MISSED): """
        admin:metrics_update_grid_save admin:metrics_update_grid_look admin:metrics_update_read_accept_explicit""",
    ("Lx00xx00", NO_PAGE): "admin:metrics_update_grid_form",
    ("Lx00xx00", "Lx00xx00"): "admin:metrics_source_confirm_job",
    # A job of the Editor's, and of nobody else but who administers.
    ("L0.000..", NO_PAGE): "admin:metrics_job admin:metrics_job_state",
    (NO_PAGE, "L0>000>>"): "admin:metrics_job_cancel",
    ("Lx!0xx!!", "Lx!0xx!!"): "admin:metrics_update_job_rows",
    # --- Reviewing
    (NO_PAGE, "Lxxx>!>>"): """
        admin:metrics_figure_publish admin:metrics_milestone_publish
        admin:metrics_update_review_row""",
    # The page asks for what has to be mended, or says why not: an editor takes back only their own.
    # Withdrawals are proposed by whoever enters or reviews; another confirms them (test_steps.py).
    ("Lx......", "Lx......"): """
        admin:metrics_figure_return admin:metrics_milestone_return
        admin:metrics_figure_withdraw admin:metrics_milestone_withdraw""",
    (NO_PAGE, "Lx>>>>>>"): "admin:metrics_update_comment",
    # Without the mark of what the reviewer saw.
    (NO_PAGE, "Lxxx!!!!"): "admin:metrics_update_review_publish",
    (NO_PAGE, "Lx>>>!>>"): "admin:metrics_update_take_back",
    (REVIEW, REVIEW): """
        admin:metrics_figure_override admin:metrics_milestone_override""",
    (STAFF, REVIEW): "admin:metrics_settlement_finding",
    # --- Accounts
    (ADMINISTER, ADMINISTER): """
        admin:auth_user_password_change admin:accounts_signinevent_changelist
        admin:metrics_reminderchoice_changelist""",
    # Logs that are read; of an entry that there is not, the way leads back.
    (NOBODY, NOBODY): """
        admin:accounts_signinevent_add admin:accounts_signinevent_delete
        admin:django_tasks_database_dbtaskresult_add admin:django_tasks_database_dbtaskresult_delete""",
    ("Lxxxxx>>", NOBODY): "admin:accounts_signinevent_change",
    ("Lxxxxxx.", "Lxxxxxx."): "admin:django_tasks_database_dbtaskresult_changelist",
    ("Lxxxxxx>", NOBODY): "admin:django_tasks_database_dbtaskresult_change",
    (".>>>>>>>", ".>>>>>>>"): "account_login account_signup",
    (STAFF, "LLLLLLLL"): "account_logout",
    ("11111111", "mmmmmmmm"): "socialaccount_login_error",
    ("00000000", "00000000"): "openid_connect_login openid_connect_callback",
}
