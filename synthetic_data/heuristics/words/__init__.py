"""What all families know of English: sentences, subjects, what stands alone, how a place is named."""
