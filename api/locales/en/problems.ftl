# What somebody reads whose request was not carried out.

problem-title-400 = Unreadable request
problem-title-401 = Sign-in needed
problem-title-403 = Not allowed
problem-title-404 = Not found
problem-title-405 = Method not allowed
problem-title-409 = Not possible in the present state
problem-title-412 = Stale version
problem-title-413 = Too large
problem-title-415 = Unsupported format
problem-title-422 = Value refused
problem-title-429 = Too many requests
problem-title-500 = Internal error
problem-title-503 = Unavailable for the moment

problem-malformed_json = The JSON text is malformed (line { $line }, column { $column }).
problem-malformed_query = The parameter "{ $name }" cannot be read.
problem-malformed_header = The header { $name } cannot be read.
problem-unknown_field = There is no field "{ $name }" here.
problem-missing_field = The field "{ $name }" is required.
problem-wrong_type = This field does not have the expected type.
problem-not_signed_in = Sign in, or send a valid access token.
problem-not_allowed = Your role does not allow this.
problem-missing_scope = This access token lacks the scope "{ $scope }".
problem-other_site = This request comes from another site and is refused.
problem-not_found = This does not exist, or is not accessible.
problem-method_not_allowed = This address does not accept this method.
problem-busy = Several people have just changed this ticket at once. Please try again.
problem-key_reused = This idempotency key was already used for another request.
problem-stale_version = This ticket has changed meanwhile: it is at version { $version }.
problem-too_large = This exceeds the permitted size.
problem-not_json = The content must be JSON (Content-Type: application/json).
problem-too_many_requests = Too many requests. Try again in { $seconds } s.
problem-unavailable = The service cannot answer for the moment. Try again shortly.
problem-fault = An internal error prevents an answer. It was recorded.
