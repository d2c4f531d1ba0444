/**
 * What the house tells those who write: findings, refusals, failures. The English of the API, and the shape of the
 * other languages. A finding's key is made of what stands between “ and ” here (pipeline/checks/run.ts): other
 * words round it are free to change, what is quoted and its order are not.
 */
export const en = {
  // Reading and cleaning a text.
  'text-reordering': 'Characters that would show text in another order than it is written were removed: {n}.',
  'control-characters': 'Control characters were removed: {n}.',
  'hidden-text': 'Runs of characters that carry hidden text were removed: {n}.',
  'broken-characters': 'Some characters were broken and show as �. Paste the text again, as UTF-8.',
  'front-matter': 'The front matter is not valid YAML; its lines were read as plain text.',
  'title-missing':
    'The title is missing. Begin with “# Title”, or with front matter that has a line “title: …”.',
  'title-too-long':
    'The title is longer than {max} characters and was cut; the whole of it opens the text. Give it one of its own.',
  'label-misspelt': '“{label}” was read as a misspelling of “{means}”. The label is kept as written.',
  'credit-unknown':
    '“{label}” is no label of a credit that is known here, so the names behind it stay in the text and are not credited. Use a usual word for what they did, or leave it as it is.',
  'credits-too-many':
    'More than {max} people are credited; the rest are not, and their lines stay in the text. Name a team where there are so many.',
  'credit-unread':
    'What stands behind “{label}” does not read like a name, so it stays in the text and nobody is credited for it. Write the name alone, or leave it as it is.',
  'link-text-differs':
    'The link shows {text} and leads to {url}. Make both the same, or give the link words as its text.',
  'markdown-pieces':
    'The text has more than {max} paragraphs, list items, links and other marks; the rest is shown as plain text. Send it in parts.',
  'markdown-tangled':
    'Part of the text has so many unclosed marks (brackets, asterisks, back-ticks) that it is shown as plain text. Close or remove them.',
  'markdown-nested':
    'Quotes, lists or emphasis nest deeper than {levels} levels; what lies deeper is shown as plain text. Use fewer levels.',
  'markdown-table':
    'A table has more than {columns} columns, or all tables together more than {cells} cells; the rest is shown as plain text. Split it.',
  'markdown-references':
    'Reference links repeat very long addresses; the rest of them is shown as plain text. Use short addresses.',
  'markup-excessive':
    'The HTML in the text nests or repeats beyond any browser, so it is shown as text. Remove it.',
  'markup-as-text':
    'A tag that is never closed is shown as text, so that it does not hide what follows. Put code in back-ticks.',
  'unsafe-markup':
    'Markup that could run in a browser was removed. Take it out of the text, or put it in back-ticks to show it as code.',
  'pictures-too-many':
    'The article has more than {max} pictures; the rest stand as links. Split it, or leave some out.',
  'picture-embedded':
    'A picture is written into the text as data and cannot be shown. Put it on the web, or upload it as the header picture.',

  // Checks of a translation.
  'empty-body': 'The article has no text.',
  'source-missing':
    'This is said to be a translation, but no link leads to its source. Give its address in the form, or in the text on a line of its own after the word Source and a colon.',
  'number-missing': 'The source has “{from}”, which is not in the translation.',
  'number-added': '“{added}” is not in the source.',
  'number-changed': 'The source has “{from}”, the translation “{to}”.',
  'number-converted': 'The source has “{from}”, the translation “{to}”: check the conversion.',
  'number-rounded': 'The source has “{from}”, the translation “{to}”: rounded.',
  'number-doubtful': 'The source has “{from}”, the translation “{to}”: is it the same number?',
  'currency-changed': 'The source has {fromCurrency} “{from}”, the translation {toCurrency} “{to}”.',
  'date-changed': 'The source has “{from}”, the translation “{to}”.',
  'paragraph-missing': 'The source has text that the translation lacks after “{after}”.',
  'paragraph-missing-first': 'The source has text that the translation lacks at the beginning.',
  'paragraph-missing-near': 'The source has text that seems to be missing near “{near}”.',
  'paragraph-merged': '{from} paragraphs of the source became {to}.',
  'paragraph-added': 'The translation has text that the source lacks.',
  'picture-missing': 'A picture of the source is missing after “{after}”.',
  'picture-missing-first': 'A picture of the source is missing at the beginning.',
  'code-missing': 'A code block of the source is missing after “{after}”.',
  'code-missing-first': 'A code block of the source is missing at the beginning.',
  untranslated: 'This part is still in the language of the source.',
  bilingual: 'The text stands in two languages in {n} places.',
  'link-lost': 'The link “{url}” stands nowhere in the translation.',
  'link-fewer': 'The link “{url}” stands fewer times than in the source.',
  'link-added': 'The link “{url}” is not in the source.',
  'link-text': 'The text names “{named}”, the link leads to “{real}”.',
  'link-without-target': 'A link without a target.',
  'link-without-words': 'A link without words.',
  'empty-picture': 'A picture without an address.',
  'no-title': 'The article has no title.',
  'title-untranslated': 'The title is still that of the source.',
  'title-cut': 'The title has {length} characters; it was cut.',
  'title-long':
    'The title has {length} characters; search engines and link previews cut off what is over {long}.',
  'term-here': '“{term}” should read “{translation}” here.',
  'term-unwanted': '“{word}” should read “{translation}”.',
  unbalanced: '“{mark}” has no partner in this paragraph.',
  'script-traditional': 'The text is written in traditional characters, its language says otherwise.',
  'script-simplified': 'The text is written in simplified characters, its language says otherwise.',
  'characters-traditional': '“{characters}”: traditional here.',
  'characters-simplified': '“{characters}”: simplified here.',
  length: 'The translation has {found} characters, where about {expected} are usual for this source.',
  'segment-short': 'Much shorter than its source: is something left out?',
  'segment-long': 'Much longer than its source: is something added?',
  doubled: '“{words}” is doubled.',
  'name-original': '“{name}” stands here first, without the original name in brackets.',
  'half-width': 'Half-width “{mark}” beside Han.',
  'half-width-times': 'Half-width “{mark}” beside Han ({n} times here).',
  'near-duplicate':
    'Nearly the same text is published already: “{title}”. Compare the two before both are out.',
  'source-translated-already':
    'The desk has an article of this source in this language already. Compare the two, publish one, and spike the other.',

  // Pictures, by the code that is stored.
  'picture-empty': 'The picture is empty. Send the file again.',
  'picture-svg': 'SVG pictures can carry scripts and are not taken. Export it as PNG and send that.',
  'picture-html': 'This is a web page, not a picture. Give the address of the picture file itself.',
  'picture-zip': 'This is a ZIP archive, whatever its name says. Unpack it and send the picture inside.',
  'picture-heic': 'HEIC pictures do not show in most browsers. Save it as JPEG and send that.',
  'picture-unknown_type': 'This is not a picture we can read. Send it as JPEG, PNG, WebP, GIF or AVIF.',
  'picture-damaged':
    'The picture is damaged or cut short. Open it, save it again as JPEG or PNG, and send that.',
  'picture-too_many_pixels':
    'The picture has too many pixels (100 megapixels, 12,000 a side at most). Scale it down; 1600 wide is enough.',
  'picture-too_large': 'The picture is larger than 20 MB. Save it smaller; 1600 pixels wide is enough.',
  'picture-too_many': 'An article can have at most 20 pictures. Remove some, or split the article.',
  'picture-not_a_url': 'This is not a full web address. Give one that begins with https://.',
  'picture-scheme':
    'Pictures are fetched from https:// addresses only. Upload the picture, or give such an address.',
  'picture-ipfs':
    'ipfs:// addresses cannot be fetched. Upload the picture, or give its https:// gateway address.',
  'picture-private_address': 'The address is not on the public web. Upload the picture instead.',
  'picture-credentials': 'The address contains a user name or password. Remove it, or upload the picture.',
  'picture-port': 'Pictures are fetched from the ports 80 and 443 only. Upload the picture instead.',
  'picture-too_many_hops': 'The address redirects too many times. Give the address it ends at.',
  'picture-not_found': 'The picture is not there (any more). Check the address, or upload the picture.',
  'picture-not_allowed': 'The host does not hand the picture out. Upload it instead.',
  'picture-bad_answer': 'The host did not answer with a picture. Check the address, or upload the picture.',
  'picture-upload_missing': 'The uploaded picture was not found. Upload it again.',
  'picture-busy':
    'The host is busy or broken at the moment. We try again; you can upload the picture instead.',
  'picture-unreachable':
    'The host could not be reached. We try again; check the address, or upload the picture.',
  'picture-time_out': 'The host was too slow. We try again; you can upload the picture instead.',
  'picture-out_of_time': 'There was no time left for this picture. We try again.',
  'picture-no_encoder':
    'The picture could not be converted at the moment. We try again; a JPEG needs no waiting.',
  'picture-gave-up':
    'The picture could not be had, and we gave up after several tries. Check the address, or upload the picture.',

  // Fields of a submission.
  'lang-unknown': '"{given}" is no known language. Give its BCP 47 tag, such as en, zh-Hans, ar or pt-BR.',
  'lang-missing': 'Choose the language of the text: a BCP 47 tag, such as en or zh-Hans.',
  'lang-not-yours': 'You translate into another language. An admin can change that.',
  'text-missing': 'There is no text. Paste the translation as Markdown, or choose a file that holds it.',
  'text-missing-whole': 'There is no text. Send the whole Markdown of the new revision.',
  'source-no-text': 'Send the source as a text, or leave it out.',
  'text-not-utf8': 'The text is not in UTF-8. Save it as UTF-8 in your editor and send it again.',
  'text-too-long': 'The text is {size} long; at most {max} can be taken. Split it into parts.',
  'url-bad':
    'This is not a web address. Copy the whole address of the source, such as https://example.org/report (at most {max} characters).',
  'topics-bad': 'Topics are a list of texts.',
  'topics-too-many':
    'At most {max} topics of at most {chars} characters each. Keep the ones that matter most.',
  'topic-empty': 'A topic needs at least one letter or digit.',
  'slug-bad':
    'A slug is words of letters and digits with hyphens between, at most {max} characters. Leave it empty to have one made from the title.',
  'picture-no-file':
    'This is no file. Send the picture as a file of a multipart form, or leave the field out.',
  'picture-file-too-large': 'The picture is {size}; at most {max} can be taken. Save it smaller.',
  'reason-too-long': 'Give the reason in at most {max} characters.',
  'key-bad': 'Send at most {max} printable ASCII characters, such as a UUID.',
  'key-used': 'This key was used for another content. Send a new key with new content.',
  'body-type': 'Send application/json or multipart/form-data.',
  'body-packed': 'Send the body as it is, without Content-Encoding.',
  'body-json-only': 'Send application/json.',
  'body-too-large': 'The request is too large; at most {max} MB.',
  'body-no-form': 'The form could not be read. Send it again as multipart/form-data with a boundary.',
  'body-not-utf8': 'The JSON is not in UTF-8.',
  'body-no-json': 'The JSON cannot be read: {why}.',
  'body-no-object': 'Send a JSON object.',
  'too-many': 'That was too often in one minute. Nothing is lost: wait a minute, then send this again.',

  // Why a submission became no article.
  'html-too-large': 'The article’s HTML is larger than {max}. Split it into parts.',
  'broke-off': 'Processing broke off too often. Press "process again", or send a shorter text.',
  'failed-often': 'Processing failed again and again. Press "process again" when the cause is gone.',
  'newer-revision':
    'A newer revision came in while you were writing. Your text is kept here: compare it with the newest revision and send it again.',

  // Changes that do not take place.
  'no-article': 'There is no article with this id.',
  'lead-unpublished': 'Only a published article can lead the front page. Publish it first.',
  'no-person': 'There is no person with this id.',
  'no-topic': 'There is no topic with this id.',
  'no-story': 'There is no story with this id.',
  'own-work': 'You translated this article. Somebody else must approve it before it can be published.',
  blocked:
    'Findings that hold this revision back: {n}. Correct the text in a new revision, then approve that. If the text is right as it is, an admin can approve it.',
  'revision-newer': 'Revision {current} has come in since you read revision {read}. Read it first.',
  'edited-meanwhile':
    'Revision {n} came in while you were editing. Your text is kept below: compare it with the newest, then save it again.',
  meanwhile: 'Somebody changed this article at the same moment. Look at it again and repeat.',
  spiked: 'This article was spiked. Send in a new revision to take it up again.',
  'approve-first': 'This article is not approved. Approve it first, then publish it.',
  'schedule-approved': 'Only an approved article that is not out yet can be scheduled.',
  'at-past': 'Give a time that is still to come.',
  'at-future': 'Give a time that has passed, in UTC.',
  'move-in-admin': 'Only an admin may give an article the dates that it had on another site.',
  'old-paths-admin': 'Only an admin may make addresses of another site lead to an article.',
  'was-out': 'This article has been out here and keeps its own dates. Publish or withdraw it instead.',
  'withdraw-reason': 'Say in 1 to {max} characters why the article is withdrawn; readers will see it.',
  'withdraw-published': 'Only a published article can be withdrawn. Send this one back or spike it instead.',
  'correct-note': 'Say in 1 to {max} characters what was wrong and what is right now; readers will see it.',
  'correct-kind': 'Choose what happened.',
  'correct-published': 'Only a published article can be corrected. Send in a new revision instead.',
  'note-missing': 'Say in 1 to {max} characters why, so that the translator knows what to do.',
  'decided-already':
    'This article is no longer in review or waiting. Withdraw it instead if readers should not see it.',
  'dismiss-reason': 'Say in 1 to {max} characters why this finding does not matter here.',
  'finding-gone':
    'This finding is gone, dismissed already, or holds the article back and needs a new revision.',
  'slug-taken': 'Another article of that month has this slug. Choose another.',
  'story-unknown': 'No story is known by this. Give the address of its source, or of its page at the desk.',
  'story-taken': 'That story has an article in this language already. Withdraw or move that one first.',
  'name-bad': 'Give a name of 1 to {max} characters.',
  'setting-hub': 'Give the whole address of the hub, beginning with https://, or leave it empty.',
  'setting-settle':
    'Give a whole number of seconds from {min} to {max}, or leave it empty for what the deployment says.',
  'setting-bad': 'These settings are not usable: a text is too long or a list has too many entries.',

  // A glossary file.
  'glossary-too-large': 'The file is larger than {max}. Split it.',
  'glossary-too-many': 'The file has more than {max} terms. Split it.',
  'glossary-columns': 'The first line must name the columns “term” and “translation”.',
  'glossary-line': 'A line needs a term and a translation.',
  'glossary-quote': 'A quotation mark is out of place.',
  'glossary-empty': 'The file has no terms.',
  'glossary-no-pair': 'The file has no terms in both {from} and {to}.',
  'glossary-no-tbx': 'The document is no TBX.',
  'xml-near': 'The XML is not well-formed near “{near}”.',
  'xml-bounds': 'The XML nests too deeply or has too many elements.',
  'xml-open': 'The XML has an element that is not closed.',
} as const;
