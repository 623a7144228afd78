# What the forms of the pages ask to be looked at again.

problem-property_needed = Choose the property.
problem-contractor_needed = Choose a contractor, or type one in.
problem-not_a_time = Write a time, for instance 9:05.
problem-not_a_number = Write a whole number.
problem-malformed_form = The form cannot be read.
problem-tick_needed = Tick the box to confirm.
