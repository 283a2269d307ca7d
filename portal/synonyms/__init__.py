"""Words that staff have said mean the same when somebody searches."""
