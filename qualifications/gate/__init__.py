"""The gate: may this officer do this duty at that moment?"""
