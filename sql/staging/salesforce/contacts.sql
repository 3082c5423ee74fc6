/* kam
description = """
People who are not deleted. Part and grade are those of the custom fields, else those the job title tells (given.contact_roles): of several
words in one title the one with the lowest place counts. A person who consented gives `consent` as the lawful basis; of others it is unknown."""
feeds = "contacts"
*/
with

contacts as (
    select * from staging.salesforce_contacts_cleaned
),

accounts as (
    select * from staging.salesforce_accounts_cleaned
),

contact_roles as (
    select * from given.contact_roles
),

titles as (
    select distinct title from contacts
    where title is not null
),

titles_read as (
    select
        titles.title,
        contact_roles.role_code,
        contact_roles.seniority,
        contact_roles.is_executive,
        row_number() over (
            partition by titles.title order by contact_roles.place, contact_roles.keyword
        ) as place
    from titles
    inner join contact_roles on strpos(lower(titles.title), contact_roles.keyword) > 0
),

contacts_fed as (
    select
        'salesforce' as source_system,
        contacts.contact_key as source_key,
        coalesce(accounts.master_account_key, contacts.account_key) as account_key,
        contacts.contact_name,
        contacts.title,
        coalesce(contacts.role_code, titles_read.role_code) as role_code,
        coalesce(contacts.seniority, titles_read.seniority) as seniority,
        coalesce(contacts.is_executive, titles_read.is_executive) as is_executive,
        contacts.email,
        contacts.phone,
        contacts.joined_date,
        contacts.left_date,
        case when contacts.has_consented then 'consent' end as lawful_basis
    from contacts
    left join accounts on contacts.account_key = accounts.account_key
    left join titles_read
        on contacts.title = titles_read.title
        and titles_read.place = 1
    where not contacts.is_deleted and contacts.contact_name is not null
)

select * from contacts_fed
